package io.vestnik.api.outbox;

import io.vestnik.api.log.Complaint;
import io.vestnik.contract.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Publishes without end: what was just accepted, and twice a second what is overdue. */
@Component
class OutboxPublisher implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(OutboxPublisher.class);

    private static final int BATCH = 200;
    private static final Duration SWEEP_EVERY = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final Outbox outbox;
    private final OutboxRows rows;
    private final ConfirmedPublisher publisher;
    private final BlockedBroker broker;
    private final Complaint complaint = new Complaint(log);

    private volatile CountDownLatch stopping = new CountDownLatch(0);
    private @Nullable Thread thread;
    private long nextSweep;

    OutboxPublisher(
            Outbox outbox, OutboxRows rows, ConfirmedPublisher publisher, BlockedBroker broker) {
        this.outbox = outbox;
        this.rows = rows;
        this.publisher = publisher;
        this.broker = broker;
    }

    private void publishWithoutEnd() {
        nextSweep = System.nanoTime();
        Duration pause = Duration.ZERO;
        try {
            while (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = publishSome() ? Duration.ZERO : PAUSE;
            }
        } catch (InterruptedException stopped) {
            log.debug("Stopped while the broker had not answered; the rows stay");
        }
    }

    /** One batch; false when the next one had better wait. */
    private boolean publishSome() throws InterruptedException {
        if (broker.isBlocked()) {
            return false;
        }
        try {
            List<OutboxTask> batch = nextBatch();
            return batch.isEmpty() || publisher.publish(batch);
        } catch (RuntimeException e) {
            // Whatever it was: the rows are still there, and this thread is the only one.
            complaint.warn("The outbox cannot be published right now: " + e);
            return false;
        }
    }

    private List<OutboxTask> nextBatch() throws InterruptedException {
        long untilSweep = nextSweep - System.nanoTime();
        if (untilSweep > 0) {
            return outbox.take(BATCH, Duration.ofNanos(untilSweep));
        }
        List<OutboxTask> batch = new ArrayList<>(rows.takeDue(BATCH));
        nextSweep = System.nanoTime() + (batch.size() < BATCH ? SWEEP_EVERY.toNanos() : 0);
        batch.sort(Comparator.comparing(task -> task.task().urgency()));
        // A backlog keeps the sweep busy, and what is urgent and new must not wait for its end. But
        // within a priority all goes in its order: from what comes out of a queue, the senders
        // conclude that what was due before it has come out too.
        Predicate<Priority> nothingIsLeft =
                batch.size() < BATCH
                        ? _ -> true
                        : priority -> priority.compareTo(batch.getLast().task().urgency()) < 0;
        batch.addAll(outbox.take(BATCH, nothingIsLeft));
        batch.sort(Comparator.comparing(task -> task.task().urgency()));
        return batch;
    }

    @Override
    public void start() {
        stopping = new CountDownLatch(1);
        thread = Thread.ofPlatform().name("outbox").start(this::publishWithoutEnd);
    }

    /** Gives the broker a moment to answer; what is left then is found after the next start. */
    @Override
    public void stop() {
        stopping.countDown();
        Thread publishing = thread;
        try {
            if (publishing != null && !publishing.join(STOP_WITHIN)) {
                publishing.interrupt();
                publishing.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return stopping.getCount() > 0;
    }

    /** Stops after the web server, which goes on handing over until then. */
    @Override
    public int getPhase() {
        return 0;
    }
}
