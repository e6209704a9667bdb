package io.vestnik.bench.load;

import java.util.concurrent.locks.LockSupport;

/** How a far side is at the moment: how long it takes for its replies, and whether it says any. */
final class Temper {
    private volatile long delayNanos;
    private boolean silent;

    /** From now on, replies that belong together leave so much later: a round trip. */
    void delayReplies(long millis) {
        delayNanos = millis * 1_000_000;
    }

    /** From now on it takes connections, and neither reads nor says anything. */
    synchronized void fallSilent() {
        silent = true;
    }

    /** It goes on where it was. */
    synchronized void speakAgain() {
        silent = false;
        notifyAll();
    }

    /** Before a reply leaves. */
    void beforeReply() {
        long until = System.nanoTime() + delayNanos;
        for (long left = delayNanos; left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        awaitSpeech();
    }

    /** Returns when it is not silent. */
    synchronized void awaitSpeech() {
        try {
            while (silent) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
