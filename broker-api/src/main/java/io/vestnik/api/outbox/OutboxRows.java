package io.vestnik.api.outbox;

import io.vestnik.contract.AttachmentRef;
import io.vestnik.contract.Content;
import io.vestnik.contract.DeliveryTask;
import io.vestnik.contract.Priority;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rows of the table outbox.
 *
 * <p>Whoever publishes a row holds it by a lease: {@code due_at} lies in the future, and who dies
 * lets the lease run out. All times are the database's, so that clocks may differ.
 */
@Component
class OutboxRows {
    /**
     * How long a row belongs to the process that wrote or took it. Short, because after a crash
     * nobody publishes the row any sooner.
     */
    static final Duration LEASE = Duration.ofSeconds(3);

    private static final TypeReference<List<AttachmentRef>> ATTACHMENTS = new TypeReference<>() {};

    private final JdbcClient database;
    private final JsonMapper json;

    OutboxRows(JdbcClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /**
     * Takes up to so many rows whose lease has run out, the most urgent first, and of those the
     * oldest, past those others take.
     */
    List<OutboxTask> takeDue(int most) {
        return database.sql(
                        """
                        with due as (
                            select id from outbox where due_at <= now()
                            order by priority, due_at, id limit :most for update skip locked
                        )
                        update outbox o set due_at = now() + cast(:lease as interval)
                        from due, notification n
                        where o.id = due.id and n.id = o.notification_id
                        returning o.id as row_id, o.cycle, o.attempt, n.id,
                            n.channel, n.recipient, n.on_uncertain, n.max_attempts, n.created_at,
                            n.priority,
                            case when octet_length(n.content::text) <= :inline
                                then n.content::text end as content,
                            (select json_agg(json_build_object('name', a.name, 'contentType',
                                    a.content_type, 'size', a.size, 'sha256', a.sha256)
                                    order by a.position)
                             from notification_attachment a where a.notification_id = n.id
                            )::text as attachments
                        """)
                .param("most", most)
                .param("lease", LEASE.toString())
                .param("inline", DeliveryTask.MAX_INLINE_BYTES)
                .query((row, n) -> task(row))
                .list();
    }

    private OutboxTask task(ResultSet row) throws SQLException {
        String content = row.getString("content");
        String attachments = row.getString("attachments");
        var task =
                new DeliveryTask(
                        DeliveryTask.VERSION,
                        row.getObject("id", UUID.class),
                        row.getString("channel"),
                        row.getString("recipient"),
                        content == null ? null : json.readValue(content, Content.class),
                        attachments == null ? List.of() : json.readValue(attachments, ATTACHMENTS),
                        row.getString("on_uncertain"),
                        row.getInt("max_attempts"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        Priority.ofRank(row.getInt("priority")).word());
        return new OutboxTask(
                row.getLong("row_id"), row.getInt("cycle"), row.getInt("attempt"), task);
    }

    /**
     * Deletes confirmed rows. From now on the message that a manual retry replaces may be taken out
     * of the manual queue, so the search for it begins anew.
     */
    void delete(Collection<Long> rows) {
        database.sql(
                        """
                        with gone as (
                            delete from outbox where id = any(:rows) returning notification_id
                        )
                        update manual_removal m set requested_at = now()
                        from gone where m.notification_id = gone.notification_id
                        """)
                .param("rows", rows.toArray(Long[]::new))
                .update();
    }

    /** Holds rows whose confirm is late. */
    void renew(Collection<Long> rows) {
        database.sql(
                        "update outbox set due_at = now() + cast(:lease as interval) where id = any(:rows)")
                .param("lease", LEASE.toString())
                .param("rows", rows.toArray(Long[]::new))
                .update();
    }

    /** Puts rows off which the broker did not take: for 1 s, then twice as long, up to 30 s. */
    void putOff(Map<Long, String> problems) {
        database.sql(
                        """
                        update outbox o set problem = p.problem, tries = o.tries + 1,
                            due_at = now() + least(30, power(2, least(o.tries, 10)))
                                * interval '1 second'
                        from unnest(:rows, :problems) as p (id, problem) where o.id = p.id
                        """)
                .param("rows", problems.keySet().toArray(Long[]::new))
                .param("problems", problems.values().toArray(String[]::new))
                .update();
    }

    /** Notes why rows wait for the broker as a whole; they are due again as soon as it is back. */
    void leave(Collection<Long> rows, String problem) {
        database.sql(
                        """
                        update outbox set problem = :problem, due_at = now() + interval '1 second'
                        where id = any(:rows)
                        """)
                .param("problem", problem)
                .param("rows", rows.toArray(Long[]::new))
                .update();
    }
}
