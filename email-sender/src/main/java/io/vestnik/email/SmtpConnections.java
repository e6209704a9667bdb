package io.vestnik.email;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The connections to the relay, held open between messages: a new one costs as much time as several
 * messages, most of all with TLS and AUTH.
 */
final class SmtpConnections implements AutoCloseable {
    private final Relay relay;
    private final SmtpProperties settings;
    private final Semaphore permits;
    private final Deque<Held> idle = new ConcurrentLinkedDeque<>();
    private final ScheduledThreadPoolExecutor clock =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().daemon().name("smtp-alarms").factory());
    private final Future<?> sweep;
    private volatile boolean closed;

    /**
     * @param since when it was given back, on the clock of {@link System#nanoTime}
     */
    private record Held(SmtpConnection connection, long since) {}

    SmtpConnections(Relay relay) {
        this.relay = relay;
        this.settings = relay.settings();
        this.permits = new Semaphore(settings.connections());
        clock.setRemoveOnCancelPolicy(true);
        clock.setKeepAliveTime(1, TimeUnit.SECONDS);
        clock.allowCoreThreadTimeOut(true);
        long pause = settings.idleLimit().dividedBy(2).toNanos();
        sweep = clock.scheduleWithFixedDelay(this::closeIdle, pause, pause, TimeUnit.NANOSECONDS);
    }

    /** A held connection, or else a new one; waits while all of them are in use. */
    SmtpConnection lease() {
        permits.acquireUninterruptibly();
        // The one used last, so that what is not needed grows idle and goes.
        Held newest = idle.pollFirst();
        return newest == null ? fresh() : newest.connection();
    }

    /** A new connection beside the others, for a look; to be closed by who asked for it. */
    SmtpConnection unpooled() {
        return fresh();
    }

    /** A new connection instead of a leased one that turned out to be dead. */
    SmtpConnection replace(SmtpConnection dead) {
        dead.quit();
        return fresh();
    }

    /** Ends a lease; the connection is held if it can be used again. */
    void giveBack(SmtpConnection connection) {
        if (connection.isReusable()) {
            idle.addFirst(new Held(connection, System.nanoTime()));
            if (closed) {
                close();
            }
        } else {
            connection.quit();
        }
        permits.release();
    }

    /** Closes what is not in use; the rest is closed when it is given back. */
    @Override
    public void close() {
        closed = true;
        for (Held held = idle.pollFirst(); held != null; held = idle.pollFirst()) {
            held.connection().quit();
        }
        // The clock goes on for messages under way; its thread ends when nothing is left to do.
        sweep.cancel(false);
    }

    private SmtpConnection fresh() {
        return new SmtpConnection(relay, clock);
    }

    private void closeIdle() {
        long limit = settings.idleLimit().toNanos();
        Held oldest = idle.peekLast();
        while (oldest != null && System.nanoTime() - oldest.since() > limit) {
            // Whoever removes it has it: a message may be taking it just now.
            if (idle.removeLastOccurrence(oldest)) {
                Thread.ofVirtual().start(oldest.connection()::quit);
            }
            oldest = idle.peekLast();
        }
    }
}
