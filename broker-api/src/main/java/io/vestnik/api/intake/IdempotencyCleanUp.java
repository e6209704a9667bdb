package io.vestnik.api.intake;

import io.vestnik.api.config.RetryProperties;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Forgets Idempotency-Keys after their time, a few at once so that nobody waits for it. */
@Component
class IdempotencyCleanUp {
    private static final Logger log = LoggerFactory.getLogger(IdempotencyCleanUp.class);
    private static final int BATCH = 1_000;

    private final IdempotencyKeys keys;
    private final IdempotencyProperties properties;
    private final Clock clock;

    IdempotencyCleanUp(
            IdempotencyKeys keys,
            IdempotencyProperties properties,
            RetryProperties retry,
            Clock clock) {
        properties.checkAgainst(retry);
        this.keys = keys;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
    void forgetOldKeys() {
        try {
            int deleted = BATCH;
            while (deleted == BATCH) {
                deleted = keys.deleteOlderThan(clock.instant().minus(properties.keep()), BATCH);
            }
        } catch (DataAccessException | TransactionException e) {
            log.warn("Old Idempotency-Keys stay until the next time: {}", e.getMessage());
        }
    }
}
