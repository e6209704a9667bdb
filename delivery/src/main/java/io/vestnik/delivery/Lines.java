package io.vestnik.delivery;

import io.vestnik.contract.Priority;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that so many attempts at most are with the far side at the same time, the most urgent
 * first and those alike in the order in which they ask; whose lane has its share already lets the
 * others go first.
 */
final class Lines {
    private final ToIntFunction<String> mostOf;
    private final Map<String, Integer> taken = new HashMap<>();
    private final Map<Priority, List<Waiting>> queues = new EnumMap<>(Priority.class);
    private final Turns turns = new Turns();
    private int free;

    private static final class Waiting {
        final String lane;
        final Thread thread = Thread.currentThread();
        volatile boolean granted;

        Waiting(String lane) {
            this.lane = lane;
        }

        void await() {
            boolean interrupted = false;
            while (!granted) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                thread.interrupt();
            }
        }
    }

    /**
     * @param lines how many there are, at least 1
     * @param mostOf how many of them a lane may have at this moment
     */
    Lines(int lines, ToIntFunction<String> mostOf) {
        this.free = lines;
        this.mostOf = mostOf;
        Priority.IN_ORDER.forEach(priority -> queues.put(priority, new ArrayList<>()));
    }

    /** Waits for a line, and has it while the work lasts. An interrupt does not end the waiting. */
    <T> T on(String lane, Priority priority, Supplier<T> work) {
        Waiting mine = new Waiting(lane);
        ask(priority, mine);
        mine.await();
        try {
            return work.get();
        } finally {
            giveBack(lane);
        }
    }

    private synchronized void ask(Priority priority, Waiting mine) {
        queue(priority).add(mine);
        grant();
    }

    private synchronized void giveBack(String lane) {
        free++;
        taken.computeIfPresent(lane, (_, lines) -> lines == 1 ? null : lines - 1);
        grant();
    }

    private void grant() {
        while (free > 0) {
            Optional<Priority> next = turns.next(priority -> first(priority) != null);
            if (next.isEmpty()) {
                return;
            }
            grant(next.get(), Objects.requireNonNull(first(next.get())));
        }
    }

    private void grant(Priority priority, Waiting next) {
        queue(priority).remove(next);
        free--;
        taken.merge(next.lane, 1, Integer::sum);
        next.granted = true;
        LockSupport.unpark(next.thread);
    }

    /** The first of this priority whose lane may have one more. */
    private @Nullable Waiting first(Priority priority) {
        for (Waiting one : queue(priority)) {
            if (taken.getOrDefault(one.lane, 0) < mostOf.applyAsInt(one.lane)) {
                return one;
            }
        }
        return null;
    }

    private List<Waiting> queue(Priority priority) {
        return Objects.requireNonNull(queues.get(priority));
    }
}
