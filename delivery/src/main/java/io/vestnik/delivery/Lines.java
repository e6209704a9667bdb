package io.vestnik.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * Sees to it that so many attempts at most are with the far side at the same time, in the order in
 * which they ask; whose lane has its share already lets the others go first.
 */
final class Lines {
    private final ToIntFunction<String> mostOf;
    private final Map<String, Integer> taken = new HashMap<>();
    private final List<Waiting> queue = new ArrayList<>();
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
    }

    /** Waits for a line, and has it while the work lasts. An interrupt does not end the waiting. */
    <T> T on(String lane, Supplier<T> work) {
        Waiting mine = new Waiting(lane);
        ask(mine);
        mine.await();
        try {
            return work.get();
        } finally {
            giveBack(lane);
        }
    }

    private synchronized void ask(Waiting mine) {
        queue.add(mine);
        grant();
    }

    private synchronized void giveBack(String lane) {
        free++;
        taken.computeIfPresent(lane, (_, lines) -> lines == 1 ? null : lines - 1);
        grant();
    }

    private void grant() {
        Iterator<Waiting> waiting = queue.iterator();
        while (free > 0 && waiting.hasNext()) {
            Waiting next = waiting.next();
            if (taken.getOrDefault(next.lane, 0) < mostOf.applyAsInt(next.lane)) {
                waiting.remove();
                free--;
                taken.merge(next.lane, 1, Integer::sum);
                next.granted = true;
                LockSupport.unpark(next.thread);
            }
        }
    }
}
