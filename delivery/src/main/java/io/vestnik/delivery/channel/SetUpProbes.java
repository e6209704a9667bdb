package io.vestnik.delivery.channel;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When to ask a far side that our own set-up keeps us from: ever more rarely, until a message gets
 * through, and not at the same moment as the other senders.
 */
final class SetUpProbes {
    private static final double JITTER = 0.2;

    private final ProbeTimes times;
    private final RandomGenerator random;
    private Duration pause;
    private @Nullable Instant nextAt;

    SetUpProbes(ProbeTimes times, RandomGenerator random) {
        this.times = times;
        this.random = random;
        this.pause = times.setUp();
    }

    /** Whether to ask now; to be called again and again while the channel is paused for it. */
    synchronized boolean isDue(Instant now) {
        if (nextAt == null) {
            nextAt = now.plus(jittered());
        }
        if (now.isBefore(nextAt)) {
            return false;
        }
        pause = times.grown(pause);
        nextAt = now.plus(jittered());
        return true;
    }

    /** The channel is not paused for it any more; the next pause begins with the grown time. */
    synchronized void rest() {
        nextAt = null;
    }

    /** A message got through: the next fault is a new one. */
    synchronized void gotThrough() {
        pause = times.setUp();
    }

    private Duration jittered() {
        double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
        return Duration.ofMillis(Math.round(pause.toMillis() * factor));
    }
}
