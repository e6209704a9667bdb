package io.vestnik.delivery.rabbit;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the broker what has become of the messages of one AMQP channel. Messages that end one after
 * the other are acknowledged together, which costs a quorum queue one command instead of one each;
 * one that ends before its elders waits a moment for them.
 */
final class Acknowledgements {
    private static final Logger log = LoggerFactory.getLogger(Acknowledgements.class);

    private final Channel channel;
    private long patienceNanos;
    private final LongSupplier nanoTime;

    /** What the broker has delivered and nobody has settled. */
    private final NavigableSet<Long> open = new TreeSet<>();

    /** What is done and not yet acknowledged, and since when. */
    private final NavigableMap<Long, Long> done = new TreeMap<>();

    /** What will not be begun, and not yet handed back, because it would come again at once. */
    private final Set<Long> turnedAway = new TreeSet<>();

    private boolean cancelled;

    /**
     * @param patienceNanos how long a message that is done waits for those before it
     * @param nanoTime as {@link System#nanoTime}
     */
    Acknowledgements(Channel channel, long patienceNanos, LongSupplier nanoTime) {
        this.channel = channel;
        this.patienceNanos = patienceNanos;
        this.nanoTime = nanoTime;
    }

    boolean isOf(Channel other) {
        return channel.equals(other);
    }

    synchronized void delivered(long tag) {
        open.add(tag);
    }

    /** It is done for good; the broker hears of it with the next {@link #flush}. */
    synchronized void done(long tag) {
        open.remove(tag);
        done.put(tag, nanoTime.getAsLong());
    }

    /** Hands it back at once: to the queue, or to where its queue dead-letters. */
    synchronized void handBack(long tag, boolean requeue) {
        open.remove(tag);
        tell(() -> channel.basicNack(tag, false, requeue));
    }

    /** It will not be begun, and goes back to the queue as soon as no more are delivered. */
    synchronized void turnedAway(long tag) {
        if (cancelled) {
            handBack(tag, true);
        } else {
            turnedAway.add(tag);
        }
    }

    /** No more are delivered: what was turned away goes back, now and from now on. */
    synchronized void handBackTurnedAway() {
        cancelled = true;
        turnedAway.forEach(tag -> handBack(tag, true));
        turnedAway.clear();
    }

    /**
     * Acknowledges what can be, and what has waited long enough.
     *
     * @return whether something goes on waiting
     */
    synchronized boolean flush() {
        if (!channel.isOpen()) {
            // Unacknowledged, they come again, and their history says that they are done.
            done.clear();
            return false;
        }
        @Nullable Long together = open.isEmpty() ? lastDone() : done.lowerKey(open.first());
        if (together != null) {
            done.headMap(together, true).clear();
            tell(() -> channel.basicAck(together, true));
        }
        acknowledgeImpatient();
        return !done.isEmpty();
    }

    private @Nullable Long lastDone() {
        return done.isEmpty() ? null : done.lastKey();
    }

    private void acknowledgeImpatient() {
        long now = nanoTime.getAsLong();
        done.entrySet()
                .removeIf(one -> {
                    boolean late = now - one.getValue() >= patienceNanos;
                    if (late) {
                        tell(() -> channel.basicAck(one.getKey(), false));
                    }
                    return late;
                });
    }

    /** Acknowledges everything that is done. */
    synchronized void flushAll() {
        patienceNanos = 0;
        flush();
    }

    boolean isAlive() {
        return channel.isOpen();
    }

    @FunctionalInterface
    private interface Word {
        void say() throws IOException;
    }

    /** Where the channel is gone, the broker has taken its messages back, and nothing is lost. */
    private void tell(Word word) {
        try {
            word.say();
        } catch (IOException | ShutdownSignalException gone) {
            log.debug("The broker did not hear about a message: {}", gone.toString());
        }
    }
}
