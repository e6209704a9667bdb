package io.vestnik.api.desk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts the members of groups without keeping anybody waiting. The index is enough for it when the
 * table is vacuumed, and a hundred thousand take some 20 ms; else PostgreSQL looks at each row, and
 * whoever asks gets the last result at once while the next one is on its way.
 */
@Component
class GroupCounts {
    /** A count that takes longer is slow, and nobody waits for longer. */
    private static final Duration PATIENCE = Duration.ofMillis(30);

    /** A count that took long is not begun again before so many times its length. */
    private static final int REST = 3;

    private static final Counted NOTHING_YET = new Counted(Map.of(), null, 0, 0);

    private final JdbcClient database;
    private final Clock clock;
    private final Duration patience;
    private final Map<String, Counted> last = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Counted>> underWay = new HashMap<>();

    /**
     * What was counted.
     *
     * @param byFingerprint as in the column; a group that has none is not in here
     * @param at when it was begun; absent before the first time
     * @param took nanoseconds
     * @param ended on the clock of {@link System#nanoTime}
     */
    record Counted(Map<String, Long> byFingerprint, @Nullable Instant at, long took, long ended) {
        boolean isSlow() {
            return took > PATIENCE.toNanos();
        }

        boolean mayRest() {
            return System.nanoTime() - ended < REST * took;
        }
    }

    @Autowired
    GroupCounts(JdbcClient database, Clock clock) {
        this(database, clock, PATIENCE);
    }

    /**
     * With another patience.
     *
     * @param patience how long whoever asks waits for the present counts
     */
    GroupCounts(JdbcClient database, Clock clock, Duration patience) {
        this.database = database;
        this.clock = clock;
        this.patience = patience;
    }

    /** The present counts if they are to be had at once, or the last ones. */
    Counted of(String owner) {
        Counted before = last.getOrDefault(owner, NOTHING_YET);
        if (before.isSlow() && before.mayRest()) {
            return before;
        }
        try {
            return begun(owner).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            return before;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return before;
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause
                    ? cause
                    : new CompletionException(failed);
        }
    }

    /** One at a time for each owner. */
    private synchronized CompletableFuture<Counted> begun(String owner) {
        CompletableFuture<Counted> running = underWay.get(owner);
        if (running != null && !running.isDone()) {
            return running;
        }
        var counting = new CompletableFuture<Counted>();
        underWay.put(owner, counting);
        Thread.ofVirtual().name("group-counts").start(() -> count(owner, counting));
        return counting;
    }

    private void count(String owner, CompletableFuture<Counted> counting) {
        try {
            Counted counted = count(owner);
            last.put(owner, counted);
            counting.complete(counted);
        } catch (RuntimeException | Error failed) {
            counting.completeExceptionally(failed);
        }
    }

    private Counted count(String owner) {
        Instant at = clock.instant();
        long begun = System.nanoTime();
        Map<String, Long> counts = new HashMap<>();
        database.sql(
                        """
                        select fingerprint, count(*) from notification
                        where owner = :owner and status = 'manual' group by fingerprint
                        """)
                .param("owner", owner)
                .query(row -> {
                    counts.put(row.getString(1), row.getLong(2));
                });
        long ended = System.nanoTime();
        return new Counted(Map.copyOf(counts), at, ended - begun, ended);
    }
}
