package io.vestnik.delivery.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.delivery.channel.Reach.News;
import io.vestnik.delivery.channel.Reach.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReachTest {
    private static final Step REST = new Step.Rest();
    private static final Step PROBE = new Step.Probe();
    private static final String WORDS = "refused the connection";

    private final Reach reach = new Reach(ProbeTimes.USUAL, 20);
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");

    private Step after(long seconds) {
        now = now.plusSeconds(seconds);
        return reach.next(now);
    }

    private void miss(int times) {
        for (int i = 0; i < times; i++) {
            reach.missed(now, now, WORDS);
        }
    }

    private void goDownAndBack() {
        miss(3);
        assertThat(after(5)).isEqualTo(PROBE);
        reach.answered(now);
    }

    @Test
    void threeFailuresInARowMakeItUnreachable() {
        miss(2);
        assertThat(reach.news()).isEmpty();

        miss(1);

        assertThat(reach.news()).containsExactly(new News.Unreachable(WORDS));
        assertThat(reach.next(now)).isEqualTo(REST);
        assertThat(after(5)).isEqualTo(PROBE);
    }

    @Test
    void failuresAmongMessagesThatGetThroughSayNothing() {
        for (int i = 0; i < 10; i++) {
            miss(2);
            reach.gotThrough();
        }

        assertThat(reach.news()).isEmpty();
        assertThat(after(60)).isEqualTo(REST);
    }

    @Test
    void aSingleFailureIsLookedIntoSoThatALonelyMessageNeedNotWaitForTwoMore() {
        miss(1);
        assertThat(after(1)).isEqualTo(REST);
        assertThat(after(1)).isEqualTo(PROBE);
        reach.silent(now, WORDS);
        assertThat(reach.news()).isEmpty();
        assertThat(after(2)).isEqualTo(PROBE);
        reach.silent(now, WORDS);

        assertThat(reach.news()).containsExactly(new News.Unreachable(WORDS));
    }

    @Test
    void aSingleFailureThatTheFarSideDeniesIsForgotten() {
        miss(1);
        assertThat(after(2)).isEqualTo(PROBE);

        reach.answered(now);

        assertThat(after(2)).isEqualTo(REST);
        assertThat(reach.news()).isEmpty();
    }

    @Test
    void whileItIsAwayItIsAskedEvery5SecondsAndTheNewsIsToldOnce() {
        miss(8);
        for (int i = 0; i < 5; i++) {
            assertThat(after(4)).isEqualTo(REST);
            assertThat(after(1)).isEqualTo(PROBE);
            reach.silent(now, WORDS);
        }

        assertThat(reach.news()).containsExactly(new News.Unreachable(WORDS));
    }

    @Test
    void aReleaseGoesOneTwoFourUpToTheLimit() {
        goDownAndBack();
        List<Integer> released = new ArrayList<>();
        for (int second = 0; second < 7; second++) {
            Step.Release release = (Step.Release) reach.next(now);
            released.add(release.most());
            reach.released(release.most(), release.most(), now);
            assertThat(reach.next(now)).isEqualTo(REST);
            reach.gotThrough();
            now = now.plusSeconds(1);
        }

        assertThat(released).containsExactly(1, 2, 4, 8, 16, 20, 20);
    }

    @Test
    void aReleaseDoesNotGrowBeforeAnythingHasArrived() {
        goDownAndBack();
        reach.next(now);
        reach.released(1, 1, now);
        assertThat(after(1)).isEqualTo(new Step.Release(1));
        reach.released(1, 1, now);

        reach.gotThrough();

        assertThat(after(1)).isEqualTo(new Step.Release(2));
        reach.released(2, 2, now);
        assertThat(after(1)).isEqualTo(new Step.Release(2));
    }

    @Test
    void aReleaseEndsWhenNoMoreAreThere() {
        goDownAndBack();
        reach.released(1, 1, now);
        after(1);
        reach.released(2, 1, now);

        assertThat(after(60)).isEqualTo(REST);
        assertThat(reach.news())
                .containsExactly(
                        new News.Unreachable(WORDS), new News.Back(), new News.Released(2));
    }

    @Test
    void aFailureStopsAReleaseAndTheNextOneComesLater() {
        goDownAndBack();
        for (Duration pause :
                List.of(10, 20, 40, 60, 60).stream().map(Duration::ofSeconds).toList()) {
            reach.released(1, 1, now);
            now = now.plusSeconds(1);
            miss(1);
            assertThat(after(pause.toSeconds() - 1)).isEqualTo(REST);
            assertThat(after(1)).isEqualTo(PROBE);
            reach.answered(now);
            assertThat(reach.next(now)).isEqualTo(new Step.Release(1));
        }
    }

    @Test
    void afterAReleaseThatHeldTheFirstQuestionComesSoonAgain() {
        goDownAndBack();
        miss(1);
        after(10);
        reach.answered(now);
        reach.released(1, 0, now);
        reach.gotThrough();

        miss(3);

        assertThat(after(5)).isEqualTo(PROBE);
    }

    @Test
    void anAttemptThatBeganBeforeItWasBackSaysNothing() {
        Instant before = now;
        goDownAndBack();
        reach.released(1, 1, now);

        reach.missed(before, now, WORDS);

        assertThat(after(1)).isEqualTo(new Step.Release(1));
    }

    @Test
    void anOpenPortBehindWhichNothingWorksIsNotBack() {
        goDownAndBack();
        reach.released(1, 0, now);
        now = now.plusSeconds(1);

        miss(1);

        assertThat(after(9)).isEqualTo(REST);
        assertThat(after(1)).isEqualTo(PROBE);
    }

    @Test
    void aMessageThatIsTakenWhileItCountsAsAwayBringsItBack() {
        miss(3);

        reach.answered(now);

        assertThat(reach.next(now)).isEqualTo(new Step.Release(1));
    }

    @Test
    void whatAnEarlierOutageHoldsUpIsLetGoOnceTheFarSideHasAnswered() {
        reach.suspect(now);
        assertThat(reach.next(now)).isEqualTo(PROBE);
        reach.silent(now, WORDS);
        assertThat(reach.news()).containsExactly(new News.Unreachable(WORDS));
        assertThat(after(5)).isEqualTo(PROBE);

        reach.answered(now);

        assertThat(reach.next(now)).isEqualTo(new Step.Release(1));
        assertThat(reach.news()).containsExactly(new News.Back());
    }
}
