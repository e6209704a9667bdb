package io.vestnik.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.delivery.Lanes.Pass;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LanesTest {
    private static final int PLACES = 16;
    private static final Outcome ACCEPTED = new Outcome.Accepted(Reply.of("250"));

    private long now;
    private final Lanes lanes =
            new Lanes(PLACES, Duration.ofSeconds(2), lane -> lane.startsWith("chat "), () -> now);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private void send(String lane, Duration time) {
        lanes.timed(
                lane,
                () -> {
                    pass(time);
                    return ACCEPTED;
                });
    }

    private List<Pass> enterAll(String lane) {
        return Stream.generate(() -> lanes.enter(lane))
                .limit(PLACES)
                .flatMap(Optional::stream)
                .toList();
    }

    @Test
    void aFastLaneIsNeverLimited() {
        send("fast", Duration.ofSeconds(2));

        assertThat(enterAll("fast")).hasSize(PLACES);
    }

    @Test
    void aSlowLaneGetsAShareOfThePlaces() {
        send("slow", Duration.ofSeconds(4));
        pass(Duration.ofSeconds(1));
        lanes.enter("fast");

        List<Pass> entered = enterAll("slow");

        assertThat(entered).hasSize(2);
        entered.getFirst().close();
        assertThat(enterAll("slow")).hasSize(1);
    }

    @Test
    void aLaneThatGoesOneByOneGetsAShareEvenWhenItIsAlone() {
        List<Pass> entered = enterAll("chat 1");

        assertThat(entered).hasSize(PLACES / 4);
        assertThat(lanes.mostWithTheFarSide("chat 1")).isEqualTo(1);
        assertThat(enterAll("chat 2")).hasSize(PLACES / 4);
        assertThat(lanes.mostWithTheFarSide("fast")).isEqualTo(Integer.MAX_VALUE);
        entered.getFirst().close();
        assertThat(enterAll("chat 1")).hasSize(1);
    }

    @Test
    void waitingForItsTurnDoesNotMakeALaneSlow() {
        send("chat 1", Duration.ofSeconds(4));

        assertThat(enterAll("chat 1")).hasSize(PLACES / 4);
    }

    @Test
    void aLaneIsSlowAsSoonAsAnAttemptTakesLong() {
        lanes.enter("other");
        enterAll("dead");
        lanes.timed(
                "dead",
                () -> {
                    pass(Duration.ofSeconds(3));
                    assertThat(lanes.enter("dead")).isEmpty();
                    return ACCEPTED;
                });
    }

    @Test
    void aSlowLaneIsFastAgainWhenAnAttemptEndsInTime() {
        send("lane", Duration.ofSeconds(4));
        send("lane", Duration.ofSeconds(1));

        assertThat(enterAll("lane")).hasSize(PLACES);
    }

    @Test
    void aLaneThatIsAloneIsNotLimitedWhenItBecomesSlow() {
        lanes.enter("alone").orElseThrow().close();
        send("alone", Duration.ofSeconds(4));
        pass(Duration.ofSeconds(1));

        assertThat(enterAll("alone")).hasSize(PLACES);
    }

    @Test
    void aRelayThatIsSlowWithEverybodyGetsAllThePlaces() {
        send("one", Duration.ofSeconds(4));
        send("two", Duration.ofSeconds(4));
        pass(Duration.ofSeconds(10));

        assertThat(enterAll("one")).hasSize(PLACES);
        lanes.enter("fast");
        assertThat(enterAll("two")).hasSize(2);
    }
}
