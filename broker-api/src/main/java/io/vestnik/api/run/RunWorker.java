package io.vestnik.api.run;

import io.vestnik.api.log.Complaint;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Carries runs on, on a thread of its own. After each step it rests as long as the step took, so
 * that whoever accepts and sends has the database for themselves at least half of the time.
 */
@Component
class RunWorker implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(RunWorker.class);

    /** What another process has begun, and left, is found after this time. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private static final Duration SHORTEST_REST = Duration.ofMillis(10);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

    private final RunStep step;
    private final Complaint complaint = new Complaint(log);
    private final Semaphore woken = new Semaphore(0);
    private volatile boolean running;
    private @Nullable Thread thread;

    RunWorker(RunStep step) {
        this.step = step;
    }

    /** Says that a step is due. */
    void wake() {
        woken.release();
    }

    private void work() {
        try {
            while (running) {
                rest(step());
            }
        } catch (InterruptedException stopped) {
            log.debug("Stopped; the runs go on after the next start");
        }
    }

    /** How long to rest after it; negative when nothing was due. */
    private Duration step() {
        long begun = System.nanoTime();
        try {
            return step.make()
                    ? Duration.ofNanos(Math.max(SHORTEST_REST.toNanos(), System.nanoTime() - begun))
                    : LOOK_EVERY;
        } catch (RuntimeException e) {
            // Whatever it was: the step was taken back, and this thread is the only one.
            complaint.warn("Runs cannot be carried on right now: " + e.getMessage());
            return AFTER_TROUBLE;
        }
    }

    private void rest(Duration length) throws InterruptedException {
        if (length.equals(LOOK_EVERY)) {
            boolean _ = woken.tryAcquire(length.toNanos(), TimeUnit.NANOSECONDS);
            woken.drainPermits();
        } else {
            Thread.sleep(length);
        }
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("runs").start(this::work);
    }

    @Override
    public void stop() {
        running = false;
        Thread working = thread;
        if (working == null) {
            return;
        }
        try {
            working.interrupt();
            working.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the database goes. */
    @Override
    public int getPhase() {
        return 0;
    }
}
