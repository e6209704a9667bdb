package io.vestnik.testkit.oracle;

import io.vestnik.contract.NotificationStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads the rows of a snapshot, all as of one moment. */
final class DatabaseRows {
    private final JdbcClient database;

    private DatabaseRows(JdbcClient database) {
        this.database = database;
    }

    static Snapshot read(DataSource source, List<Snapshot.Queue> queues) {
        TransactionTemplate transaction =
                new TransactionTemplate(new JdbcTransactionManager(source));
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        transaction.setReadOnly(true);
        DatabaseRows rows = new DatabaseRows(JdbcClient.create(source));
        return transaction.execute(_ ->
                new Snapshot(
                        rows.notifications(),
                        rows.attempts(),
                        rows.decisions(),
                        rows.unpublished(),
                        queues));
    }

    private List<Snapshot.Notification> notifications() {
        return database.sql(
                        """
                        select id, metadata->>:key as key, status, cycle, attempts, max_attempts
                        from notification
                        """)
                .param("key", ClientLedger.METADATA)
                .query((row, _) ->
                        new Snapshot.Notification(
                                row.getObject("id", UUID.class),
                                row.getString("key"),
                                NotificationStatus.of(row.getString("status")),
                                row.getInt("cycle"),
                                row.getInt("attempts"),
                                row.getInt("max_attempts")))
                .list();
    }

    private List<Snapshot.Attempt> attempts() {
        return database.sql(
                        """
                        select notification_id, number, cycle, started_at, finished_at, outcome,
                            counted, next_step, wait_seconds
                        from attempt order by notification_id, number
                        """)
                .query((row, _) -> attempt(row))
                .list();
    }

    private static Snapshot.Attempt attempt(ResultSet row) throws SQLException {
        Integer wait = row.getObject("wait_seconds", Integer.class);
        return new Snapshot.Attempt(
                row.getObject("notification_id", UUID.class),
                row.getInt("number"),
                row.getInt("cycle"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("finished_at", OffsetDateTime.class)),
                row.getString("outcome"),
                row.getBoolean("counted"),
                row.getString("next_step"),
                wait == null ? null : Duration.ofSeconds(wait));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private List<Snapshot.Decision> decisions() {
        return database.sql("select notification_id, cycle, action from decision order by id")
                .query((row, _) ->
                        new Snapshot.Decision(
                                row.getObject("notification_id", UUID.class),
                                row.getInt("cycle"),
                                row.getString("action")))
                .list();
    }

    private List<UUID> unpublished() {
        return database.sql("select notification_id from outbox order by id")
                .query((row, _) -> row.getObject("notification_id", UUID.class))
                .list();
    }
}
