package io.vestnik.api.manual;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Decides about notifications in manual, any number of them in one statement, with all that belongs
 * to it: the outbox row, the message that is to leave the manual queue, and the record.
 */
@Component
public class ManualDecisions {
    // In the order of ids, so that two who decide about the same ones do not wait in a circle. The
    // status is asked of what was locked: it is that of the moment after the wait, and no partial
    // index tempts the planner away from the ids.
    private static final String CHOSEN =
            """
            with chosen as (
                select id, status from notification where id = any(:ids) and owner = :owner
                order by id for no key update
            )
            """;

    // Due at once: the sweep of the outbox publishes it within half a second.
    private static final String RETRY =
            CHOSEN
                    + """
                    , decided as (
                        update notification n set status = 'queued', cycle = cycle + 1, counted = 0,
                            next_attempt_at = null, reason = null, fingerprint = '', updated_at = :now
                        from chosen c where n.id = c.id and c.status = 'manual'
                        returning n.id, n.cycle - 1 as cycle, n.channel, n.attempts, n.priority
                    ), to_publish as (
                        insert into outbox (notification_id, cycle, attempt, due_at, priority)
                        select id, cycle + 1, attempts + 1, now(), priority from decided
                    )\
                    """;

    private static final String DISCARD =
            CHOSEN
                    + """
                    , decided as (
                        update notification n set status = 'discarded', next_attempt_at = null,
                            updated_at = :now
                        from chosen c where n.id = c.id and c.status = 'manual'
                        returning n.id, n.cycle, n.channel
                    )\
                    """;

    private static final String RECORD =
            """
            , to_remove as (
                insert into manual_removal (notification_id, cycle, channel, requested_at)
                select id, cycle, channel, :now from decided
            )
            insert into decision (notification_id, cycle, action, decided_by, reason, decided_at, run)
            select id, cycle, :action, :decidedBy, :reason, :now, cast(:run as uuid)
            from decided
            returning notification_id
            """;

    private final JdbcClient database;
    private final Clock clock;

    ManualDecisions(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Decides about those that are in manual and the caller's; waits for others who decide about
     * the same ones.
     *
     * @return about which it was decided; somebody else was first with the others
     */
    public List<UUID> decide(Action action, DecisionBatch batch) {
        String change =
                switch (action) {
                    case RETRY -> RETRY;
                    case DISCARD -> DISCARD;
                };
        return database.sql(change + RECORD)
                .param("ids", batch.notifications().toArray(UUID[]::new))
                .param("owner", batch.caller().owner())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("action", action.word())
                .param("decidedBy", batch.caller().name())
                .param("reason", batch.reason())
                .param("run", batch.run())
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }
}
