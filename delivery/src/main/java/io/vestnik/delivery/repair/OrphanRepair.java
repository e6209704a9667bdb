package io.vestnik.delivery.repair;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then for notifications whose message must have come out of the work queue by now
 * and has not: somebody purged or deleted a queue, or the broker lost its data. A message that was
 * only late makes a second copy, which the claim turns away.
 */
public final class OrphanRepair implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OrphanRepair.class);

    /**
     * For what is between queue and claim, and for the broker's own lateness with dead letters.
     * With the usual 10 s between two looks, an orphan is found within 45 s of being due.
     */
    static final Duration MARGIN = Duration.ofSeconds(30);

    /** A relay that takes longer than this for a message makes others wait inside the sender. */
    private static final Duration LONG_ATTEMPT = Duration.ofSeconds(5);

    private static final int BATCH = 500;

    private final List<WorkQueue> queues;
    private final Orphans orphans;
    private final IntConsumer counter;
    private final Clock clock;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("orphan-repair").factory());

    /**
     * @param queues that of each priority
     * @param counter is told of every batch that was republished
     */
    public OrphanRepair(
            List<? extends WorkQueue> queues, Orphans orphans, IntConsumer counter, Clock clock) {
        this.queues = List.copyOf(queues);
        this.orphans = orphans;
        this.counter = counter;
        this.clock = clock;
    }

    /** Looks from now on, this far apart. */
    public void start(Duration every) {
        long pause = every.toMillis();
        // It never ends by an exception: look logs what goes wrong.
        var _ = timer.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            Instant now = clock.instant();
            boolean flows = !orphans.anyAttemptUnderWaySince(now.minus(LONG_ATTEMPT));
            queues.forEach(queue -> lookFor(queue, workedOffUntil(queue, flows, now)));
        } catch (RuntimeException notNow) {
            log.debug("Orphans cannot be looked for right now", notNow);
        }
    }

    private void lookFor(WorkQueue queue, Instant workedOffUntil) {
        List<UUID> found;
        do {
            found = orphans.republish(queue.priority(), workedOffUntil.minus(MARGIN), BATCH);
            report(found);
        } while (found.size() == BATCH);
    }

    /** The time before which everything that was published has come out and was begun. */
    private static Instant workedOffUntil(WorkQueue queue, boolean flows, Instant now) {
        boolean begun = flows && queue.longestWaitInside().compareTo(LONG_ATTEMPT) < 0;
        return begun && queue.isEmpty() ? now : queue.newestThatCameOut();
    }

    private void report(List<UUID> found) {
        if (!found.isEmpty()) {
            counter.accept(found.size());
            log.warn(
                    "{} notifications were due and had no message in the broker; they are published"
                            + " again. The first is {}",
                    found.size(),
                    found.getFirst());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
