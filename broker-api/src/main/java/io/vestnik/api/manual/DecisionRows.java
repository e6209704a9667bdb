package io.vestnik.api.manual;

import io.vestnik.api.manual.Decisions.DecidedCycle;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The SQL of decisions. */
@Component
class DecisionRows {
    private final JdbcClient database;

    DecisionRows(JdbcClient database) {
        this.database = database;
    }

    /**
     * Keeps the sender from beginning an attempt until the transaction ends. Without it {@link
     * #cancel} would look for open attempts with the eyes of the moment before it waited.
     */
    void lock(Decision decision) {
        database.sql("select id from notification where id = :id and owner = :owner for update")
                .param("id", decision.notification())
                .param("owner", decision.caller().owner())
                .query(UUID.class)
                .optional();
    }

    Optional<DecidedCycle> cancel(Decision decision, OffsetDateTime now) {
        return database.sql(
                        """
                        update notification n set status = 'cancelled', next_attempt_at = null,
                            updated_at = :now
                        where id = :id and owner = :owner and status in ('queued', 'retrying')
                            and not exists (
                                select from attempt a where a.notification_id = n.id
                                    and a.number = n.attempts and a.outcome is null)
                        returning id, cycle
                        """)
                .param("id", decision.notification())
                .param("owner", decision.caller().owner())
                .param("now", now)
                .query((row, n) ->
                        new DecidedCycle(row.getObject("id", UUID.class), row.getInt("cycle")))
                .optional();
    }

    void deleteOutboxRows(UUID notification) {
        database.sql("delete from outbox where notification_id = :notification")
                .param("notification", notification)
                .update();
    }

    void insertDecision(
            String action, Decision decision, DecidedCycle decided, OffsetDateTime now) {
        database.sql(
                        """
                        insert into decision
                            (notification_id, cycle, action, decided_by, reason, decided_at)
                        values (:notification, :cycle, :action, :decidedBy, :reason, :now)
                        """)
                .param("notification", decision.notification())
                .param("cycle", decided.cycle())
                .param("action", action)
                .param("decidedBy", decision.caller().name())
                .param("reason", decision.reason())
                .param("now", now)
                .update();
    }

    Optional<LastDecision> lastDecision(UUID notification) {
        return database.sql(
                        """
                        select action, decided_by, reason, decided_at from decision
                        where notification_id = :notification order by id desc limit 1
                        """)
                .param("notification", notification)
                .query((row, n) -> lastDecision(row))
                .optional();
    }

    private static LastDecision lastDecision(ResultSet row) throws SQLException {
        return new LastDecision(
                row.getString("action"),
                row.getString("decided_by"),
                row.getString("reason"),
                row.getObject("decided_at", OffsetDateTime.class).toInstant());
    }
}
