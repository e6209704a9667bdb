package io.vestnik.api.intake;

import io.vestnik.api.outbox.Outbox;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes what belongs to a new notification. */
@Component
class NotificationRows {
    private final JdbcClient database;
    private final JdbcTemplate batches;
    private final JsonMapper json;

    NotificationRows(JdbcClient database, JdbcTemplate batches, JsonMapper json) {
        this.database = database;
        this.batches = batches;
        this.json = json;
    }

    /**
     * Stores the notification and its outbox row.
     *
     * @param content as JSON
     * @return id of the outbox row
     */
    long insert(UUID id, String owner, CheckedNotification asked, String content, Instant now) {
        OffsetDateTime time = now.atOffset(ZoneOffset.UTC);
        return database.sql(
                        """
                        with accepted as (
                            insert into notification (id, owner, channel, recipient, content,
                                metadata, on_uncertain, max_attempts, created_at, updated_at)
                            values (:id, :owner, :channel, :recipient, cast(:content as jsonb),
                                cast(:metadata as jsonb), :onUncertain, :maxAttempts, :now, :now)
                        )
                        insert into outbox (notification_id, cycle, attempt, due_at)
                        values (:id, 1, 1, now() + cast(:lease as interval)) returning id
                        """)
                .param("id", id)
                .param("owner", owner)
                .param("channel", asked.channel().word())
                .param("recipient", asked.recipient())
                .param("content", content)
                .param("metadata", json.writeValueAsString(asked.metadata()))
                .param("onUncertain", asked.onUncertain().word())
                .param("maxAttempts", asked.maxAttempts())
                .param("now", time)
                .param("lease", Outbox.LEASE.toString())
                .query(Long.class)
                .single();
    }

    /** Stores the bytes of files that are not there yet. */
    void insertBytes(List<CheckedAttachment> attachments) {
        // In one order for everybody: two requests with the same files must not wait in a circle.
        List<Object[]> rows =
                attachments.stream()
                        .map(file -> new Object[] {file.reference().sha256(), file.bytes()})
                        .sorted((a, b) -> ((String) a[0]).compareTo((String) b[0]))
                        .toList();
        batches.batchUpdate(
                "insert into attachment (sha256, content) values (?, ?) on conflict do nothing",
                rows);
    }

    /** Stores which files the notification carries, in the caller's order. */
    void insertReferences(UUID id, List<CheckedAttachment> attachments) {
        List<Object[]> rows = new java.util.ArrayList<>();
        for (CheckedAttachment file : attachments) {
            var reference = file.reference();
            rows.add(
                    new Object[] {
                        id,
                        rows.size(),
                        reference.name(),
                        reference.contentType(),
                        reference.size(),
                        reference.sha256()
                    });
        }
        batches.batchUpdate(
                """
                insert into notification_attachment
                    (notification_id, position, name, content_type, size, sha256)
                values (?, ?, ?, ?, ?, ?)
                """,
                rows);
    }
}
