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
import java.util.function.LongSupplier;

/**
 * Gives the places of a sender to messages, the most urgent first. A priority that waits is passed
 * over only so often: otherwise one that always comes would keep the others out for ever.
 */
public final class Gate {
    /** So many places are given to more urgent messages; then one of this priority has its turn. */
    static final int PASSED_OVER_AT_MOST = 15;

    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Priority, Deque<Waiting>> waiting = new EnumMap<>(Priority.class);
    private final Map<Priority, Integer> passedOver = new EnumMap<>(Priority.class);
    private int free;
    private boolean open = true;

    private static final class Waiting {
        final Condition answer;
        final long since;
        boolean answered;
        boolean admitted;

        Waiting(Condition answer, long since) {
            this.answer = answer;
            this.since = since;
        }
    }

    /**
     * @param places messages that may be inside at the same time
     * @param nanoTime as {@link System#nanoTime}
     */
    public Gate(int places, LongSupplier nanoTime) {
        this.free = places;
        this.nanoTime = nanoTime;
        Priority.IN_ORDER.forEach(priority -> waiting.put(priority, new ArrayDeque<>()));
    }

    /**
     * Waits for a place, which is to be given back by {@link #leave}.
     *
     * @return whether there is one; none when the gate is shut
     */
    public boolean enter(Priority priority) {
        lock.lock();
        try {
            if (!open) {
                return false;
            }
            if (free > 0) {
                free--;
                return true;
            }
            Waiting one = new Waiting(lock.newCondition(), nanoTime.getAsLong());
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
            next().ifPresentOrElse(
                            priority -> answer(queue(priority).removeFirst(), true), () -> free++);
        } finally {
            lock.unlock();
        }
    }

    /** Whose turn it is, if anybody waits. */
    private Optional<Priority> next() {
        Optional<Priority> mostUrgent = Priority.IN_ORDER.stream().filter(this::waits).findFirst();
        Optional<Priority> next =
                Priority.IN_ORDER.stream()
                        .filter(this::waits)
                        .filter(priority -> passedOver(priority) >= PASSED_OVER_AT_MOST)
                        .findFirst()
                        .or(() -> mostUrgent);
        next.ifPresent(this::count);
        return next;
    }

    private void count(Priority chosen) {
        passedOver.put(chosen, 0);
        for (Priority other : Priority.IN_ORDER) {
            if (other.compareTo(chosen) > 0 && waits(other)) {
                passedOver.merge(other, 1, Integer::sum);
            }
        }
    }

    private int passedOver(Priority priority) {
        return passedOver.getOrDefault(priority, 0);
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
            passedOver.clear();
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
