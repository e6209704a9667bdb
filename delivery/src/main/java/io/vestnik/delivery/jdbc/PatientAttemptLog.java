package io.vestnik.delivery.jdbc;

import io.vestnik.delivery.Outcome;
import io.vestnik.delivery.history.AttemptKey;
import io.vestnik.delivery.history.AttemptLog;
import io.vestnik.delivery.history.Claim;
import io.vestnik.delivery.retry.NextStep;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Sits out a database that is away. An outcome that is known must not be forgotten, because a
 * message without one would be sent again; so a finish waits longest.
 */
public final class PatientAttemptLog implements AttemptLog {
    private static final Logger log = LoggerFactory.getLogger(PatientAttemptLog.class);

    /**
     * Below the broker's consumer timeout of 30 minutes, after which it would take the message
     * away.
     */
    private static final Duration TO_FINISH = Duration.ofMinutes(20);

    private static final Duration TO_CLAIM = Duration.ofMinutes(5);

    /** The far side holds the line meanwhile. */
    private static final Duration TO_HAND_OVER = Duration.ofSeconds(10);

    private final AttemptLog history;
    private final RetryTemplate claims = patience(TO_CLAIM);
    private final RetryTemplate handovers = patience(TO_HAND_OVER);
    private final RetryTemplate finishes = patience(TO_FINISH);

    /** Around this one. */
    public PatientAttemptLog(AttemptLog history) {
        this.history = history;
    }

    private static RetryTemplate patience(Duration limit) {
        return new RetryTemplate(
                RetryPolicy.builder()
                        .includes(DataAccessException.class, TransactionException.class)
                        .maxRetries(Integer.MAX_VALUE)
                        .delay(Duration.ofMillis(200))
                        .multiplier(2)
                        .maxDelay(Duration.ofSeconds(5))
                        .timeout(limit)
                        .build());
    }

    @Override
    public Claim claim(AttemptKey key) {
        return claims.invoke(() -> history.claim(key));
    }

    @Override
    public Claim claimMoved(AttemptKey parked) {
        return claims.invoke(() -> history.claimMoved(parked));
    }

    @Override
    public boolean setAside(AttemptKey key, Duration wait) {
        return claims.invoke(() -> history.setAside(key, wait));
    }

    @Override
    public void handOver(AttemptKey key) {
        handovers.invoke(() -> history.handOver(key));
    }

    @Override
    public void finish(AttemptKey key, Outcome outcome, NextStep step) {
        finishes.invoke(() -> record(key, outcome, step));
    }

    private void record(AttemptKey key, Outcome outcome, NextStep step) {
        try {
            history.finish(key, outcome, step);
        } catch (DataAccessException | TransactionException unreachable) {
            log.warn(
                    "Notification {}: attempt {} was {}, and cannot be recorded yet: {}",
                    key.id(),
                    key.number(),
                    outcome.word(),
                    NestedExceptionUtils.getMostSpecificCause(unreachable).getMessage());
            throw unreachable;
        }
    }
}
