package io.vestnik.delivery.config;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryListener;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryState;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.core.retry.Retryable;

/** Waits for a neighbour that comes up later than we do, and says so. */
final class StartUp implements RetryListener {
    private static final Logger log = LoggerFactory.getLogger(StartUp.class);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final String neighbour;

    private StartUp(String neighbour) {
        this.neighbour = neighbour;
    }

    /**
     * Retries for two minutes.
     *
     * @param failure what is thrown while the neighbour is not there
     */
    static RetryTemplate waitFor(String neighbour, Class<? extends Throwable> failure) {
        RetryTemplate template =
                new RetryTemplate(
                        RetryPolicy.builder()
                                .includes(failure)
                                .maxRetries(Integer.MAX_VALUE)
                                .delay(Duration.ofSeconds(1))
                                .multiplier(1.5)
                                .maxDelay(Duration.ofSeconds(10))
                                .timeout(LIMIT)
                                .build());
        template.setRetryListener(new StartUp(neighbour));
        return template;
    }

    @Override
    public void beforeRetry(RetryPolicy policy, Retryable<?> retryable, RetryState state) {
        log.info("Waiting for {}: {}", neighbour, state.getLastException().getMessage());
    }
}
