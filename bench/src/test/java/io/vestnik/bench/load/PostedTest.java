package io.vestnik.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vestnik.bench.load.ApiConnection.Answer;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PostedTest {
    private static final long MILLI = 1_000_000;

    private final Posted posted = new Posted();

    @Test
    void latencyCountsFromTheMomentAPostWasDue() {
        for (int i = 1; i <= 100; i++) {
            posted.answered(accepted(UUID.randomUUID()), 0, i * MILLI);
        }

        Latencies accept = posted.accept();
        assertThat(accept.count()).isEqualTo(100);
        assertThat(accept.p50()).isCloseTo(50, within(0.1));
        assertThat(accept.p99()).isCloseTo(99, within(0.1));
        assertThat(accept.max()).isCloseTo(100, within(0.1));
    }

    @Test
    void deliveryCountsFromThe202AndAMailThatWasFasterTookNoTime() {
        Arrivals arrivals = new Arrivals();
        UUID slow = UUID.randomUUID();
        UUID fast = UUID.randomUUID();
        posted.answered(accepted(slow), 0, 10 * MILLI);
        posted.answered(accepted(fast), 0, 10 * MILLI);
        arrivals.took(slow, 30 * MILLI);
        arrivals.took(fast, 9 * MILLI);

        Latencies delivery = posted.delivery(arrivals);

        assertThat(delivery.count()).isEqualTo(2);
        assertThat(delivery.p50()).isZero();
        assertThat(delivery.max()).isCloseTo(20, within(0.1));
    }

    @Test
    void whatIsNotAcceptedIsCountedByItsStatus() {
        posted.answered(new Answer(503, "{}"), 0, 1);
        posted.answered(new Answer(503, "{}"), 0, 1);

        assertThat(posted.refused()).isEqualTo(Map.of("503", 2));
        assertThat(posted.acceptedAt()).isEmpty();
        assertThat(posted.accept().count()).isZero();
    }

    @Test
    void anAnswerToABatchNamesThemAll() {
        UUID one = UUID.randomUUID();
        UUID two = UUID.randomUUID();

        assertThat(new Answer(202, "[{\"id\":\"%s\"},{\"id\":\"%s\"}]".formatted(one, two)).ids())
                .containsExactly(one, two);
    }

    private static Answer accepted(UUID id) {
        return new Answer(202, "{\"id\":\"" + id + "\",\"status\":\"queued\"}");
    }
}
