package io.vestnik.api.retention;

import io.vestnik.api.background.Breaks;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does something in small transactions, one in the whole installation at a time, with pauses that
 * leave the database to those who wait for it.
 */
@Component
class RetentionSteps implements DisposableBean {
    /** Rows that one transaction looks at: tens of milliseconds of work. */
    static final int BATCH = 500;

    /** The advisory lock of retention; its second word is not used. */
    private static final int LOCK = 1_448_300_632;

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);

    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final Breaks breaks = new Breaks(SHORTEST_PAUSE);

    RetentionSteps(JdbcClient database, TransactionTemplate transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    /**
     * Goes on until there is nothing more to do, another instance is at it, or the service ends.
     *
     * @param step takes where to go on from, says where the next one does
     */
    <T> void each(T from, Function<T, Optional<T>> step) {
        Optional<T> next = Optional.of(from);
        while (next.isPresent()) {
            T place = next.get();
            long begin = System.nanoTime();
            next = transaction.execute(_ -> isAlone() ? step.apply(place) : Optional.<T>empty());
            if (next.isPresent() && breaks.isOverAfter(System.nanoTime() - begin)) {
                return;
            }
        }
    }

    private boolean isAlone() {
        return database.sql("select pg_try_advisory_xact_lock(:lock, 0)")
                .param("lock", LOCK)
                .query(Boolean.class)
                .single();
    }

    @Override
    public void destroy() {
        breaks.end();
    }
}
