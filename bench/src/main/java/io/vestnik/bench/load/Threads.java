package io.vestnik.bench.load;

import java.util.List;

/** Threads that work side by side on one thing. */
final class Threads {
    private Threads() {}

    /** Starts them all, and returns when they have ended. */
    static void runAll(List<Thread> threads) {
        threads.forEach(Thread::start);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
