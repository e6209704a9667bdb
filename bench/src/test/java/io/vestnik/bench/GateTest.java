package io.vestnik.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.bench.load.Gauged;
import io.vestnik.bench.load.Gauged.Round;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final double YARDSTICK = 7;

    private static Gauged gauged(long lost, double... ofUsual) {
        List<Round> rounds =
                Arrays.stream(ofUsual)
                        .mapToObj(part -> new Round(part * Gate.USUAL * YARDSTICK, YARDSTICK))
                        .toList();
        return new Gauged(rounds, 100, lost, 0, Map.of());
    }

    @Test
    void theUsualRatioHolds() {
        Gate.Verdict verdict = Gate.judge(gauged(0, 1, 1, 1));

        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.sentence()).endsWith(", 1.00 of the usual");
    }

    @Test
    void aRegressionByAThirdDoesNot() {
        Gate.Verdict verdict = Gate.judge(gauged(0, 1.334, 1.334, 1.334));

        assertThat(verdict.holds()).isFalse();
        assertThat(verdict.sentence())
                .isEqualTo(
                        "TOO SLOW: a notification costs 1.33 of the usual CPU beside the yardstick,"
                                + " and at most 1.28 is allowed; ./vestnik bench --jfr tells where.");
    }

    @Test
    void oneRoundThatWasDisturbedDoesNotCount() {
        assertThat(Gate.judge(gauged(0, 1, 9, 1)).holds()).isTrue();
        assertThat(Gate.judge(gauged(0, 2, 1, 2)).holds()).isFalse();
    }

    @Test
    void whoHasBecomeMuchFasterIsAskedToWriteTheNumberAnew() {
        Gate.Verdict verdict = Gate.judge(gauged(0, 0.5, 0.5, 0.5));

        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.sentence()).contains("set Gate.USUAL to");
    }

    @Test
    void speedIsWorthNothingWhenOneIsLost() {
        Gate.Verdict verdict = Gate.judge(gauged(1, 1, 1, 1));

        assertThat(verdict.holds()).isFalse();
        assertThat(verdict.sentence()).contains("1 accepted notifications are lost");
    }
}
