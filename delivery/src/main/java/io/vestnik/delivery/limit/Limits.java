package io.vestnik.delivery.limit;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The limits of one far side, for all together and for each recipient, and what it has closed for a
 * while. Of one process: two senders of a channel share its limits only by being given half each.
 */
public final class Limits {
    private static final int SWEEP_FROM = 1000;

    private final Duration patience;
    private final LongSupplier nanoTime;
    private final Gate all;
    private final Map<String, Gate> gates = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int sweepAt = SWEEP_FROM;

    /**
     * With nothing used yet.
     *
     * @param all for all calls together
     * @param patience how long somebody waits for a turn before giving up
     * @param nanoTime as {@link System#nanoTime}
     */
    public Limits(List<Rate> all, Duration patience, LongSupplier nanoTime) {
        this.patience = patience;
        this.nanoTime = nanoTime;
        this.all = new Gate(all);
    }

    /** A call that may be made now, until it is closed. */
    public interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    private static final class Gate {
        final List<Window> windows;
        long closedUntil;
        boolean closed;
        int waiting;

        Gate(List<Rate> rates) {
            windows = rates.stream().map(Window::new).toList();
        }

        long waitNanos(long now) {
            closed = closed && closedUntil - now > 0;
            long wait = closed ? closedUntil - now : 0;
            for (Window window : windows) {
                wait = Math.max(wait, window.waitNanos(now));
            }
            return wait;
        }

        long queueNanos() {
            return waiting * windows.stream().mapToLong(Window::nanosEach).max().orElse(0);
        }

        boolean isUnused(long now) {
            return waiting == 0
                    && waitNanos(now) == 0
                    && windows.stream().allMatch(window -> window.isUnused(now));
        }
    }

    /**
     * How long the next one would have to wait, those before it included; zero when it may go now.
     *
     * @param rates of this recipient, in addition to those of all
     */
    public Duration waitFor(String recipient, List<Rate> rates) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            Gate gate = gate(recipient, rates);
            long own = gate.waitNanos(now) + gate.queueNanos();
            return Duration.ofNanos(Math.max(own, all.waitNanos(now) + all.queueNanos()));
        } finally {
            lock.unlock();
        }
    }

    /** Whether so much is worth giving one's place to others. */
    public boolean isLong(Duration wait) {
        return wait.compareTo(patience) > 0;
    }

    /** A turn, as soon as there is one; empty when that would take longer than the patience. */
    public Optional<Turn> take(String recipient, List<Rate> rates) {
        lock.lock();
        Gate gate = gate(recipient, rates);
        gate.waiting++;
        all.waiting++;
        try {
            return await(gate) ? Optional.of(begin(gate)) : Optional.empty();
        } finally {
            gate.waiting--;
            all.waiting--;
            lock.unlock();
        }
    }

    /** Without a turn when there is none in time, or somebody wants this thread to end. */
    private boolean await(Gate gate) {
        long begun = nanoTime.getAsLong();
        long now = begun;
        try {
            for (long wait = wait(gate, now); wait > 0; wait = wait(gate, now)) {
                // It takes no less than that, so there is no point in waiting for a part of it.
                if (wait > patience.toNanos() - (now - begun)) {
                    return false;
                }
                var _ = changed.awaitNanos(wait);
                now = nanoTime.getAsLong();
            }
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private long wait(Gate gate, long now) {
        return Math.max(gate.waitNanos(now), all.waitNanos(now));
    }

    private Turn begin(Gate gate) {
        gate.windows.forEach(Window::begin);
        all.windows.forEach(Window::begin);
        return () -> end(gate);
    }

    private void end(Gate gate) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            gate.windows.forEach(window -> window.end(now));
            all.windows.forEach(window -> window.end(now));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing goes to this recipient for so long, because the far side said so. */
    public void close(String recipient, List<Rate> rates, Duration wait) {
        lock.lock();
        try {
            close(gate(recipient, rates), wait);
        } finally {
            lock.unlock();
        }
    }

    /** Nothing goes to anybody for so long. */
    public void closeAll(Duration wait) {
        lock.lock();
        try {
            close(all, wait);
        } finally {
            lock.unlock();
        }
    }

    private void close(Gate gate, Duration wait) {
        long until = nanoTime.getAsLong() + wait.toNanos();
        if (!gate.closed || until - gate.closedUntil > 0) {
            gate.closed = true;
            gate.closedUntil = until;
        }
    }

    private Gate gate(String recipient, List<Rate> rates) {
        if (gates.size() >= sweepAt) {
            long now = nanoTime.getAsLong();
            gates.values().removeIf(gate -> gate.isUnused(now));
            sweepAt = Math.max(SWEEP_FROM, 2 * gates.size());
        }
        return gates.computeIfAbsent(recipient, _ -> new Gate(rates));
    }

    /** How many recipients are known right now, for those who want to see it. */
    int remembered() {
        lock.lock();
        try {
            return gates.size();
        } finally {
            lock.unlock();
        }
    }
}
