package io.vestnik.testkit.fault;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Says how fast bytes may go on; both directions of every connection ask here. */
final class Traffic {
    private Mode mode = new Mode.Pass();

    /** What happens to bytes on their way. */
    sealed interface Mode {
        record Pass() implements Mode {}

        record Delay(Duration by) implements Mode {}

        record Drip(int bytesPerSecond) implements Mode {}

        record Blackhole() implements Mode {}
    }

    /** From now on; whoever is being held back is looked at anew. */
    synchronized void become(Mode next) {
        mode = next;
        notifyAll();
    }

    /** Waits until some of these bytes may go on, and says how many: at least one. */
    synchronized int admit(int bytes) throws InterruptedException {
        while (true) {
            Mode now = mode;
            switch (now) {
                case Mode.Pass() -> {
                    return bytes;
                }
                case Mode.Delay(Duration by) -> {
                    if (lasts(now, by.toNanos())) {
                        return bytes;
                    }
                }
                case Mode.Drip(int rate) -> {
                    int piece = Math.min(bytes, Math.max(1, rate / 100));
                    if (lasts(now, TimeUnit.SECONDS.toNanos(piece) / rate)) {
                        return piece;
                    }
                }
                case Mode.Blackhole() -> wait();
            }
        }
    }

    private boolean lasts(Mode now, long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        long left = nanos;
        while (mode.equals(now) && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = end - System.nanoTime();
        }
        return mode.equals(now);
    }
}
