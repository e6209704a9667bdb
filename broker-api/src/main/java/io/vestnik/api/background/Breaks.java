package io.vestnik.api.background;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Pauses between steps of work, which leave the database to those who wait for it. */
public final class Breaks {
    /** A pause is so many times as long as the work before it. */
    private static final int REST = 3;

    private final Duration shortest;
    private final CountDownLatch end = new CountDownLatch(1);

    /**
     * As long as the work asks for.
     *
     * @param shortest how long a pause is at least
     */
    public Breaks(Duration shortest) {
        this.shortest = shortest;
    }

    /**
     * Pauses after so much work.
     *
     * @param work nanoseconds
     * @return whether the work is over, because the service ends
     */
    public boolean isOverAfter(long work) {
        try {
            return end.await(Math.max(shortest.toNanos(), REST * work), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Ends a pause at once, and all further ones. */
    public void end() {
        end.countDown();
    }
}
