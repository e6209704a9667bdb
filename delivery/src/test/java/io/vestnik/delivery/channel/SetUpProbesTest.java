package io.vestnik.delivery.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SetUpProbesTest {
    private final SetUpProbes probes = new SetUpProbes(ProbeTimes.USUAL, new Random(3));
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");

    private List<Long> pauses(int count) {
        List<Long> pauses = new ArrayList<>();
        Instant last = now;
        while (pauses.size() < count) {
            if (probes.isDue(now)) {
                pauses.add(Duration.between(last, now).toSeconds());
                last = now;
            }
            now = now.plusSeconds(1);
        }
        return pauses;
    }

    private static void assertNear(List<Long> pauses, long... expected) {
        assertThat(pauses).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            long spread = expected[i] / 5 + 1;
            assertThat(pauses.get(i)).isBetween(expected[i] - spread, expected[i] + spread);
        }
    }

    @Test
    void theQuestionsComeAfter15SecondsAndThenMoreRarely() {
        assertNear(pauses(5), 15, 30, 60, 60, 60);
    }

    @Test
    void aFaultThatTheQuestionDoesNotFindIsAskedAboutMoreRarelyToo() {
        pauses(1);
        probes.rest();

        assertNear(pauses(2), 30, 60);
    }

    @Test
    void afterAMessageGotThroughAFaultIsANewOne() {
        pauses(3);
        probes.rest();
        probes.gotThrough();

        assertNear(pauses(1), 15);
    }
}
