package io.vestnik.api.outbox;

import io.vestnik.contract.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes over what was just committed, so that the normal way needs no second look into the
 * database. What does not fit in here, or waits too long, is found by the sweep.
 */
@Component
public class Outbox {
    private static final Logger log = LoggerFactory.getLogger(Outbox.class);

    /** How long a row that was just written is left to this process. */
    public static final Duration LEASE = OutboxRows.LEASE;

    /**
     * Room of its own for each, so that a crowd of one does not leave another to the sweep: for so
     * many, and for 16 KB of content each, which together are 24 MB.
     */
    private static final Map<Priority, Integer> CAPACITY =
            Map.of(Priority.HIGH, 250, Priority.NORMAL, 1_000, Priority.LOW, 250);

    private static final int KILOBYTES_EACH = 16;

    /** So much of the lease must be left for publishing. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private static final Duration PACE = Duration.ofMillis(5);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final Map<Priority, HandedOver> fresh = new EnumMap<>(Priority.class);

    /** Has a permit whenever something is there, and now and then when nothing is. */
    private final Semaphore there = new Semaphore(0);

    private long lastTaken = System.nanoTime();
    private boolean lastHadCompany;

    Outbox() {
        CAPACITY.forEach((priority, most) ->
                fresh.put(priority, new HandedOver(most, most * KILOBYTES_EACH)));
    }

    /** Never waits and never fails; to be called right after the commit. */
    public void handOver(OutboxTask task) {
        if (queueOf(task).offer(task)) {
            there.release();
        } else {
            log.debug("Row {} is left to the sweep", task.rowId());
        }
    }

    /**
     * As {@link #handOver(OutboxTask)} for a batch, which waits for room up to a second, so that
     * whoever sends one batch after the other goes at the pace of the broker.
     */
    public void handOver(List<OutboxTask> batch) {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        try {
            for (OutboxTask task : batch) {
                long left = Math.max(0, end - System.nanoTime());
                if (queueOf(task).offer(task, left)) {
                    there.release();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HandedOver queueOf(OutboxTask task) {
        return Objects.requireNonNull(fresh.get(task.task().urgency()));
    }

    /**
     * Waits for a first task, and takes those that are there by then, the most urgent first: while
     * several come at a time, a moment later, because the broker and the database settle ten as
     * quickly as three. For one thread.
     */
    List<OutboxTask> take(int most, Duration wait) throws InterruptedException {
        if (!there.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
            return List.of();
        }
        keepPace();
        return take(most, _ -> true);
    }

    /** What is there of some priorities, the most urgent first. */
    List<OutboxTask> take(int most, Predicate<Priority> wanted) {
        there.drainPermits();
        List<HandedOver.Entry> taken = new ArrayList<>();
        // The order of an EnumMap is that of the priorities.
        fresh.forEach((priority, queue) -> {
            if (wanted.test(priority)) {
                taken.addAll(queue.take(most - taken.size()));
            }
        });
        if (fresh.values().stream().anyMatch(queue -> !queue.isEmpty())) {
            there.release();
        }
        if (!taken.isEmpty()) {
            lastHadCompany = taken.size() > 1;
        }
        return taken.stream().filter(Outbox::isInTime).map(HandedOver.Entry::task).toList();
    }

    private static boolean isInTime(HandedOver.Entry entry) {
        return System.nanoTime() - entry.at() < LEASE.minus(MARGIN).toNanos();
    }

    private void keepPace() {
        long left = lastTaken + PACE.toNanos() - System.nanoTime();
        if (lastHadCompany && left > 0) {
            LockSupport.parkNanos(this, left);
        }
        lastTaken = System.nanoTime();
    }
}
