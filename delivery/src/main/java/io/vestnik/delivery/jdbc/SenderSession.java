package io.vestnik.delivery.jdbc;

import io.vestnik.contract.Channel;
import io.vestnik.contract.DurableDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Shows the other senders that this one lives, by an advisory lock that PostgreSQL takes back the
 * moment this one's connection ends.
 *
 * <p>A lock and not a heartbeat: a sender that was killed is known to be gone at once, so its
 * attempts need not wait for a lease, and one that is only paused keeps its attempts.
 */
public final class SenderSession implements AutoCloseable {
    /** First key of the advisory locks, see the comment on the table sender_session. */
    static final int LOCK_CLASS = 1448300630;

    private static final Logger log = LoggerFactory.getLogger(SenderSession.class);
    private static final int WATCH_SECONDS = 2;

    private final DataSource dataSource;
    private final String sender;
    private final long id;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("sender-session").factory());
    private @Nullable Connection held;

    private SenderSession(DataSource dataSource, String sender, long id) {
        this.dataSource = dataSource;
        this.sender = sender;
        this.id = id;
    }

    /**
     * Begins a session and holds its lock until it is closed; takes one connection for itself.
     *
     * @param sender a name for people
     * @param channel whose messages it sends
     * @throws IllegalStateException when the database would forget what it confirms
     */
    public static SenderSession begin(DataSource dataSource, String sender, Channel channel) {
        checkDurable(dataSource);
        long id =
                JdbcClient.create(dataSource)
                        .sql(
                                """
                                insert into sender_session (sender, channel)
                                values (:sender, :channel) returning id
                                """)
                        .param("sender", sender)
                        .param("channel", channel.word())
                        .query(Long.class)
                        .single();
        SenderSession session = new SenderSession(dataSource, sender, id);
        session.keepLock();
        // It never ends by an exception: keepLock logs what goes wrong.
        var _ =
                session.watch.scheduleWithFixedDelay(
                        session::keepLock, WATCH_SECONDS, WATCH_SECONDS, TimeUnit.SECONDS);
        return session;
    }

    private static void checkDurable(DataSource dataSource) {
        new JdbcTemplate(dataSource)
                .execute((Connection connection) -> {
                    DurableDatabase.problemWith(connection)
                            .ifPresent(problem -> {
                                throw new IllegalStateException(problem);
                            });
                    return true;
                });
    }

    long id() {
        return id;
    }

    String sender() {
        return sender;
    }

    private synchronized void keepLock() {
        try {
            if (held != null && held.isValid(WATCH_SECONDS)) {
                return;
            }
            release();
            held = lock();
        } catch (SQLException | RuntimeException unreachable) {
            log.warn(
                    "Cannot hold the lock of sender session {}; another sender may take its"
                            + " attempts for abandoned: {}",
                    id,
                    unreachable.getMessage());
        }
    }

    private Connection lock() throws SQLException {
        Connection connection = dataSource.getConnection();
        try (Statement statement = connection.createStatement()) {
            // When this host vanishes without a word, PostgreSQL is to notice within 15 seconds.
            statement.execute(
                    "set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 5;"
                            + " set tcp_keepalives_count = 2; set lock_timeout = '5s'");
            statement.execute("select pg_advisory_lock(" + LOCK_CLASS + ", " + id + ")");
            return connection;
        } catch (SQLException refused) {
            connection.close();
            throw refused;
        }
    }

    /** PostgreSQL would do so too, a moment after the connection has ended. */
    private void unlock() throws SQLException {
        if (held != null) {
            try (Statement statement = held.createStatement()) {
                statement.execute("select pg_advisory_unlock(" + LOCK_CLASS + ", " + id + ")");
            }
        }
    }

    private void release() throws SQLException {
        if (held != null) {
            // Settings and lock must not go back to the pool with the connection.
            held.abort(Runnable::run);
            held.close();
            held = null;
        }
    }

    /** Ends the session: what it has not finished may be taken over at once. */
    @Override
    public void close() {
        watch.shutdownNow();
        synchronized (this) {
            try {
                unlock();
                release();
            } catch (SQLException alreadyGone) {
                log.debug("Sender session {} was gone already", id, alreadyGone);
            }
        }
    }
}
