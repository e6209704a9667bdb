package io.vestnik.delivery;

import io.vestnik.contract.Priority;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Gives the places of a sender to messages, the most urgent first, and shuts when no more is to
 * begin.
 */
public final class Gate {
    private static final long BUCKET_NANOS = 100_000_000;

    private final int places;
    private final int most;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Priority, Deque<Waiting>> waiting = new EnumMap<>(Priority.class);
    private final Condition left = lock.newCondition();
    private final Turns turns = new Turns();
    private int inside;

    /** How many went out in this tenth of a second, and in the one before. */
    private int leftNow;

    private int leftBefore;
    private long bucketBegan;
    private boolean open = true;

    private static final class Waiting {
        final Condition answer;
        final BooleanSupplier wanted;
        final long since;
        boolean answered;
        boolean admitted;

        Waiting(Condition answer, BooleanSupplier wanted, long since) {
            this.answer = answer;
            this.wanted = wanted;
            this.since = since;
        }
    }

    /**
     * @param places messages that may be inside at the same time
     * @param nanoTime as {@link System#nanoTime}
     */
    public Gate(int places, LongSupplier nanoTime) {
        this(places, places, nanoTime);
    }

    /**
     * @param places messages that may be inside at the same time, whatever the pace
     * @param most as many more may be inside as went out in the last 100 ms, up to this: who is let
     *     in early must not wait for long inside, holding up others and what is to end
     * @param nanoTime as {@link System#nanoTime}
     */
    public Gate(int places, int most, LongSupplier nanoTime) {
        this.places = places;
        this.most = most;
        this.nanoTime = nanoTime;
        this.bucketBegan = nanoTime.getAsLong();
        Priority.IN_ORDER.forEach(priority -> waiting.put(priority, new ArrayDeque<>()));
    }

    /**
     * Waits for a place, which is to be given back by {@link #leave}.
     *
     * @param wanted whether the one that waits is still good for anything
     * @return whether there is one; none when the gate is shut, or when it is not wanted any more
     */
    public boolean enter(Priority priority, BooleanSupplier wanted) {
        lock.lock();
        try {
            if (!open) {
                return false;
            }
            if (inside < capacity() && Priority.IN_ORDER.stream().noneMatch(this::waits)) {
                inside++;
                return true;
            }
            Waiting one = new Waiting(lock.newCondition(), wanted, nanoTime.getAsLong());
            queue(priority).addLast(one);
            while (!one.answered) {
                one.answer.awaitUninterruptibly();
            }
            return one.admitted;
        } finally {
            lock.unlock();
        }
    }

    /** Gives a place back, and so on to whoever waits. */
    public void leave() {
        lock.lock();
        try {
            inside--;
            turnBuckets();
            leftNow++;
            Optional<Priority> next =
                    inside < capacity() ? turns.next(this::waits) : Optional.empty();
            while (next.isPresent()) {
                inside++;
                answer(queue(next.get()).removeFirst(), true);
                next = inside < capacity() ? turns.next(this::waits) : Optional.empty();
            }
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private int capacity() {
        turnBuckets();
        return Math.min(most, places + Math.max(leftNow, leftBefore));
    }

    private void turnBuckets() {
        long age = nanoTime.getAsLong() - bucketBegan;
        if (age >= BUCKET_NANOS) {
            leftBefore = age < 2 * BUCKET_NANOS ? leftNow : 0;
            leftNow = 0;
            bucketBegan = nanoTime.getAsLong();
        }
    }

    private boolean waits(Priority priority) {
        return !queue(priority).isEmpty();
    }

    private Deque<Waiting> queue(Priority priority) {
        return Objects.requireNonNull(waiting.get(priority));
    }

    private static void answer(Waiting one, boolean admitted) {
        one.answered = true;
        one.admitted = admitted;
        one.answer.signal();
    }

    /** Lets nobody in from now on, and turns away who waits; who is inside stays. */
    public void shut() {
        lock.lock();
        try {
            open = false;
            waiting.values()
                    .forEach(queue -> {
                        queue.forEach(one -> answer(one, false));
                        queue.clear();
                    });
        } finally {
            lock.unlock();
        }
    }

    /** Turns away who waits in vain, and would only fill the memory until it is its turn. */
    public void turnAwayUnwanted() {
        lock.lock();
        try {
            waiting.values()
                    .forEach(queue ->
                            queue.removeIf(one -> {
                                boolean unwanted = !one.wanted.getAsBoolean();
                                if (unwanted) {
                                    answer(one, false);
                                }
                                return unwanted;
                            }));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until nobody is inside, which may never be unless it is shut.
     *
     * @return whether that was so in time
     */
    public boolean awaitEmpty(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long nanos = atMost.toNanos();
            while (inside > 0 && nanos > 0) {
                nanos = left.awaitNanos(nanos);
            }
            return inside == 0;
        } finally {
            lock.unlock();
        }
    }

    /** Whether anybody may come in. */
    public boolean isOpen() {
        lock.lock();
        try {
            return open;
        } finally {
            lock.unlock();
        }
    }

    /** Lets in again. */
    public void open() {
        lock.lock();
        try {
            open = true;
        } finally {
            lock.unlock();
        }
    }

    /** How long the one of this priority has waited that has waited for longest; zero if none. */
    public Duration longestWait(Priority priority) {
        lock.lock();
        try {
            Waiting first = queue(priority).peekFirst();
            return first == null
                    ? Duration.ZERO
                    : Duration.ofNanos(nanoTime.getAsLong() - first.since);
        } finally {
            lock.unlock();
        }
    }
}
