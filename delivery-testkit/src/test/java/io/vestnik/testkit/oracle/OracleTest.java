package io.vestnik.testkit.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.contract.NotificationStatus;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The oracle is content with a good run, and knows each of the ways to break it. */
class OracleTest {
    private static List<Breakage> breakages() {
        return Breakage.all();
    }

    @Test
    void aGoodRunIsOk() {
        Verdict verdict = new SampleRun().verdict();

        assertThat(verdict.violations()).isEmpty();
        assertThat(verdict.isOk()).isTrue();
        assertThat(verdict)
                .returns(10L, Verdict::attempted)
                .returns(9L, Verdict::acknowledged)
                .returns(9L, Verdict::ok)
                .returns(0L, Verdict::lost)
                .returns(1L, Verdict::duplicated)
                .returns(1L, Verdict::recovered)
                .returns(0L, Verdict::unexpected)
                .returns(2L, Verdict::uncertain);
        assertThat(verdict.ended(NotificationStatus.SENT)).isEqualTo(5);
        assertThat(verdict.ended(NotificationStatus.QUEUED)).isZero();
    }

    @ParameterizedTest
    @MethodSource("breakages")
    void aBreakageTurnsItsOwnCheckRedAndNoOther(Breakage breakage) {
        SampleRun run = new SampleRun();
        breakage.how().accept(run);

        Verdict verdict = run.verdict();

        assertThat(verdict.violations())
                .extracting(Violation::check)
                .containsOnly(breakage.check());
        assertThat(verdict.violations()).extracting(Violation::about).contains(breakage.about());
        assertThat(verdict.isOk()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void everyCheckIsBrokenAtLeastTwice(Check check) {
        assertThat(breakages()).filteredOn(each -> each.check() == check).hasSizeGreaterThan(1);
    }

    @Test
    void aMessageThatTheRepairBroughtAgainIsNoChangeOfState() {
        SampleRun run = new SampleRun();
        run.decided("at once", 1, "republish");

        assertThat(run.verdict().violations()).isEmpty();
    }

    @Test
    void whatIsLostDoubledOrMadeUpIsCounted() {
        SampleRun run = new SampleRun();
        run.forget("at once");
        run.mails.removeIf(mail -> SampleRun.id("later").equals(mail.notification()));
        run.arrived("doubted");
        run.arrived("a stranger");

        assertThat(run.verdict())
                .returns(9L, Verdict::acknowledged)
                .returns(7L, Verdict::ok)
                .returns(2L, Verdict::lost)
                .returns(2L, Verdict::duplicated)
                .returns(1L, Verdict::unexpected);
    }

    @Test
    void downtimeExcusesALateAttempt() {
        SampleRun run = new SampleRun();
        run.attempts.removeIf(each -> each.notification().equals(SampleRun.id("later")));
        run.tried("later", 1, 1, 0, "deferred", "retry");
        run.tried("later", 2, 1, 20, "accepted", "done");
        assertThat(run.verdict().isOk()).isFalse();

        run.terms = new Terms(1, Duration.ofSeconds(20));

        assertThat(run.verdict().isOk()).isTrue();
    }

    @Test
    void theTableSpeaksTheWordsOfJepsenAndNamesWhatIsWrong() {
        assertThat(new SampleRun().verdict().toString().lines().map(OracleTest::words))
                .containsExactly(
                        "attempted acknowledged ok lost duplicated recovered unexpected uncertain"
                                + " verdict",
                        "10 9 9 0 1 1 0 2 ok");

        SampleRun broken = new SampleRun();
        broken.forget("at once");
        assertThat(broken.verdict().toString())
                .contains("G2 no loss: " + SampleRun.id("at once") + " was acknowledged");
    }

    @Test
    void aLongListOfViolationsIsSummedUp() {
        SampleRun run = new SampleRun();
        for (int i = 0; i < 30; i++) {
            run.asked("silent " + i);
        }

        assertThat(run.verdict().toString().lines().collect(Collectors.toList()))
                .hasSize(23)
                .last()
                .asString()
                .isEqualTo("  and 10 more: {G6=30}");
    }

    private static String words(String line) {
        return line.strip().replaceAll(" +", " ");
    }
}
