package io.vestnik.api.config;

import io.vestnik.contract.Waits;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The schedule by which the senders try again; the API only needs to know how long it is.
 *
 * @param waits waits between attempts, such as {@code 10s,1m,5m}; the same as at the senders
 */
@ConfigurationProperties("vestnik.retry")
public record RetryProperties(String waits) {

    /**
     * Checks the list.
     *
     * @throws IllegalArgumentException when a wait cannot be read
     */
    public RetryProperties {
        Waits.parseList(waits);
    }

    /** One attempt, and one more after each wait. */
    public int attempts() {
        return schedule().size() + 1;
    }

    /** How long a notification may be under way by itself. */
    public Duration horizon() {
        return schedule().stream().reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * How long the next try waits.
     *
     * @param failed how many have failed, at least one; beyond the end the last wait is repeated
     */
    public Duration waitAfter(int failed) {
        List<Duration> waits = schedule();
        return waits.get(Math.min(failed, waits.size()) - 1);
    }

    private List<Duration> schedule() {
        return Waits.parseList(waits);
    }
}
