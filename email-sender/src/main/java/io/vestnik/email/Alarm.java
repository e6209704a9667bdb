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

    /** Looks whether time is up; comes too early rather than being put off with each answer. */
    private @Nullable Future<?> look;

    private long lookAt;
    private boolean isSet;
    private long due;
    private String words = "";
    private volatile @Nullable String rang;

    Alarm(Socket wire, ScheduledExecutorService clock) {
        this.wire = wire;
        this.clock = clock;
    }

    /**
     * Rings after this time, unless it is set again or silenced before.
     *
     * @param said what happened then, beginning with a verb
     */
    synchronized void set(Duration limit, String said) {
        isSet = true;
        words = said;
        due = System.nanoTime() + limit.toNanos();
        if (look == null || due - lookAt < 0) {
            lookAtDue();
        }
    }

    synchronized void silence() {
        isSet = false;
    }

    /** The words of the alarm that rang; empty when none did. */
    Optional<String> rang() {
        return Optional.ofNullable(rang);
    }

    private void lookAtDue() {
        stopLooking();
        lookAt = due;
        look = clock.schedule(this::look, due - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void stopLooking() {
        if (look != null) {
            look.cancel(false);
            look = null;
        }
    }

    private synchronized void look() {
        look = null;
        if (isSet && due - System.nanoTime() > 0) {
            lookAtDue();
        } else if (isSet) {
            rang = words;
            cut();
        }
    }

    /** Ends the connection at once, whatever is being read or written. */
    synchronized void cut() {
        stopLooking();
        try {
            wire.close();
        } catch (IOException e) {
            // It is as closed as it can be.
        }
    }
}
