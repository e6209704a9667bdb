package io.vestnik.api.intake;

import io.vestnik.api.background.Breaks;
import io.vestnik.api.config.RetryProperties;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Forgets Idempotency-Keys after their time, a few at once so that nobody waits for it. */
@Component
class IdempotencyCleanUp implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(IdempotencyCleanUp.class);
    private static final int BATCH = 1_000;

    private final IdempotencyKeys keys;
    private final IdempotencyProperties properties;
    private final Clock clock;
    private final Breaks breaks = new Breaks(Duration.ZERO);
    private Thread running = Thread.ofVirtual().unstarted(() -> {});

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

    /** On a thread of its own: many would hold up whatever else is done by the clock. */
    @Scheduled(initialDelay = 1, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
    void begin() {
        if (!running.isAlive()) {
            running = Thread.ofVirtual().name("old-keys").start(this::forgetOldKeys);
        }
    }

    void forgetOldKeys() {
        try {
            long begin = System.nanoTime();
            while (forgetSome() == BATCH && !breaks.isOverAfter(System.nanoTime() - begin)) {
                begin = System.nanoTime();
            }
        } catch (DataAccessException | TransactionException e) {
            log.warn("Old Idempotency-Keys stay until the next time: {}", e.getMessage());
        }
    }

    private int forgetSome() {
        return keys.deleteOlderThan(clock.instant().minus(properties.keep()), BATCH);
    }

    @Override
    public void destroy() {
        breaks.end();
    }
}
