package io.vestnik.delivery.channel;

import io.vestnik.delivery.channel.Pause.Cause;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the pauses of a channel, and makes one when our own set-up is at fault. When nobody can
 * tell, what was known last holds.
 */
final class PauseWatch {
    private static final Logger log = LoggerFactory.getLogger(PauseWatch.class);

    private final String channel;
    private final Pauses pauses;
    private final Clock clock;

    /** A fault of our own set-up that nobody else knows of yet. */
    private final AtomicReference<@Nullable String> fault = new AtomicReference<>();

    private volatile List<Pause> current = List.of();
    private volatile Instant openSince = Instant.MIN;
    private volatile Tap tap = _ -> {};

    PauseWatch(String channel, Pauses pauses, Clock clock) {
        this.channel = channel;
        this.pauses = pauses;
        this.clock = clock;
    }

    /** Opens and shuts this one from now on. */
    void follow(Tap follower) {
        tap = follower;
        look();
    }

    /** Finds out what holds the channel now. */
    synchronized void look() {
        try {
            record();
            accept(pauses.current());
        } catch (RuntimeException away) {
            log.debug("Nobody can tell right now whether {} is paused", channel, away);
        }
        tap.open(isOpen());
    }

    /**
     * An attempt that began then has met a fault of our own set-up: nothing more is taken, from now
     * on. What began before the channel went on last says nothing new.
     */
    void setUpFault(Instant began, String words) {
        if (!began.isBefore(openSince) && fault.compareAndSet(null, words)) {
            tap.open(false);
        }
    }

    /** Our own set-up is in order: goes on, unless something else holds the channel. */
    void setUpIsInOrder(String words) {
        if (pauses.endSetUp(words)) {
            log.info("The channel {} goes on: {}", channel, words);
        }
        look();
    }

    /** What holds the channel, as known last. */
    List<Pause> current() {
        return current;
    }

    boolean isPausedFor(Cause cause) {
        return current.stream().anyMatch(pause -> pause.cause() == cause);
    }

    private boolean isOpen() {
        return current.isEmpty() && fault.get() == null;
    }

    private void record() {
        String words = fault.get();
        if (words == null) {
            return;
        }
        if (pauses.pauseForSetUp(words)) {
            log.error(
                    "The channel {} is paused, because the fault is in our own set-up: {}. Nothing"
                            + " is sent, and no attempt is spent. Check the credentials, the TLS"
                            + " settings and whether the far side wants this sender; it asks again"
                            + " by itself, and goes on when that is in order",
                    channel,
                    words);
        }
        fault.set(null);
    }

    private void accept(List<Pause> found) {
        if (!current.isEmpty() && found.isEmpty()) {
            openSince = clock.instant();
            log.info("The channel {} is not paused any more", channel);
        }
        found.stream()
                .filter(pause -> !isPausedFor(pause.cause()))
                .forEach(pause ->
                        log.info(
                                "The channel {} is paused ({}) by {}: {}",
                                channel,
                                pause.cause().word(),
                                pause.by(),
                                pause.reason()));
        current = List.copyOf(found);
    }
}
