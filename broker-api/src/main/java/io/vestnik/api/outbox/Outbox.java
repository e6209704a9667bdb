package io.vestnik.api.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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

    /** With the largest content inline this is 64 MB. */
    private static final int CAPACITY = 1_000;

    /** So much of the lease must be left for publishing. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private static final Duration PACE = Duration.ofMillis(5);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final BlockingQueue<HandedOver> fresh = new ArrayBlockingQueue<>(CAPACITY);

    private long lastTaken = System.nanoTime();
    private boolean lastHadCompany;

    private record HandedOver(OutboxTask task, long at) {
        boolean isInTime() {
            return System.nanoTime() - at < LEASE.minus(MARGIN).toNanos();
        }
    }

    /** Never waits and never fails; to be called right after the commit. */
    public void handOver(OutboxTask task) {
        if (!fresh.offer(new HandedOver(task, System.nanoTime()))) {
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
                fresh.offer(new HandedOver(task, System.nanoTime()), left, TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits for a first task, and takes the others that are there by then: while several come at a
     * time, a moment later, because the broker and the database settle ten as quickly as three. For
     * one thread.
     */
    List<OutboxTask> take(int most, Duration wait) throws InterruptedException {
        HandedOver first = fresh.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) {
            return List.of();
        }
        keepPace();
        List<HandedOver> taken = new ArrayList<>();
        taken.add(first);
        fresh.drainTo(taken, most - 1);
        lastHadCompany = taken.size() > 1;
        return taken.stream().filter(HandedOver::isInTime).map(HandedOver::task).toList();
    }

    private void keepPace() {
        long left = lastTaken + PACE.toNanos() - System.nanoTime();
        if (lastHadCompany && left > 0) {
            LockSupport.parkNanos(this, left);
        }
        lastTaken = System.nanoTime();
    }
}
