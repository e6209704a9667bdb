package io.vestnik.api.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What was handed over of one priority and is not taken yet: so many at most, and so many kilobytes
 * of content, because a thousand of the largest would fill the memory.
 */
final class HandedOver {
    private final BlockingQueue<Entry> queue;
    private final Semaphore kilobytes;

    /**
     * @param at when it was handed over, on the clock of {@link System#nanoTime}
     */
    record Entry(OutboxTask task, long at) {}

    HandedOver(int most, int mostKilobytes) {
        this.queue = new ArrayBlockingQueue<>(most);
        this.kilobytes = new Semaphore(mostKilobytes);
    }

    /** False when there is no room. */
    boolean offer(OutboxTask task) {
        if (!kilobytes.tryAcquire(task.kilobytes())) {
            return false;
        }
        boolean taken = queue.offer(new Entry(task, System.nanoTime()));
        return taken || noRoomFor(task);
    }

    /** The same, after waiting so long for room. */
    boolean offer(OutboxTask task, long nanos) throws InterruptedException {
        long at = System.nanoTime();
        if (!kilobytes.tryAcquire(task.kilobytes(), nanos, TimeUnit.NANOSECONDS)) {
            return false;
        }
        boolean taken = false;
        try {
            long left = Math.max(0, at + nanos - System.nanoTime());
            taken = queue.offer(new Entry(task, at), left, TimeUnit.NANOSECONDS);
        } finally {
            if (!taken) {
                kilobytes.release(task.kilobytes());
            }
        }
        return taken;
    }

    private boolean noRoomFor(OutboxTask task) {
        kilobytes.release(task.kilobytes());
        return false;
    }

    /** Takes out so many at most, in their order. */
    List<Entry> take(int most) {
        List<Entry> taken = new ArrayList<>();
        queue.drainTo(taken, most);
        kilobytes.release(taken.stream().mapToInt(entry -> entry.task().kilobytes()).sum());
        return taken;
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }
}
