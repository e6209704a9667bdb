package io.vestnik.email;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a connection whose time is up. A read timeout cannot do that: it starts anew with every byte
 * of a relay that drips its answer, and it does not end a write.
 */
final class Alarm {
    private final Socket wire;
    private final ScheduledExecutorService clock;
    private @Nullable Future<?> pending;
    private volatile @Nullable String rang;

    Alarm(Socket wire, ScheduledExecutorService clock) {
        this.wire = wire;
        this.clock = clock;
    }

    /**
     * Rings after this time, unless it is set again or silenced before.
     *
     * @param words what happened then, beginning with a verb
     */
    void set(Duration limit, String words) {
        silence();
        pending = clock.schedule(() -> ring(words), limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    void silence() {
        if (pending != null) {
            pending.cancel(false);
        }
    }

    /** The words of the alarm that rang; empty when none did. */
    Optional<String> rang() {
        return Optional.ofNullable(rang);
    }

    private void ring(String words) {
        rang = words;
        cut();
    }

    /** Ends the connection at once, whatever is being read or written. */
    void cut() {
        try {
            wire.close();
        } catch (IOException e) {
            // It is as closed as it can be.
        }
    }
}
