package io.vestnik.api.intake;

import io.vestnik.api.outbox.Outbox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
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
     * Stores notifications and their outbox rows.
     *
     * @return ids of the outbox rows, in the same order
     */
    List<Long> insert(List<NewRow> rows) {
        Map<UUID, Long> outboxRows = new HashMap<>();
        database.sql(
                        """
                        with asked as (
                            select * from unnest(:ids::uuid[], :owners, :channels, :recipients,
                                :contents::jsonb[], :metadata::jsonb[], :onUncertain, :maxAttempts,
                                :priorities::smallint[], :times::timestamptz[])
                                as a (id, owner, channel, recipient, content, metadata,
                                    on_uncertain, max_attempts, priority, time)
                        ), accepted as (
                            insert into notification (id, owner, channel, recipient, content,
                                metadata, on_uncertain, max_attempts, priority, created_at,
                                updated_at)
                            select id, owner, channel, recipient, content, metadata, on_uncertain,
                                max_attempts, priority, time, time from asked
                        )
                        insert into outbox (notification_id, cycle, attempt, due_at, priority)
                        select id, 1, 1, now() + cast(:lease as interval), priority from asked
                        returning notification_id, id
                        """)
                .param("ids", texts(rows, row -> row.id().toString()))
                .param("owners", texts(rows, NewRow::owner))
                .param("channels", texts(rows, row -> row.asked().channel().word()))
                .param("recipients", texts(rows, row -> row.asked().recipient()))
                .param("contents", texts(rows, NewRow::content))
                .param(
                        "metadata",
                        texts(rows, row -> json.writeValueAsString(row.asked().metadata())))
                .param("onUncertain", texts(rows, row -> row.asked().onUncertain().word()))
                .param("maxAttempts", numbers(rows, row -> row.asked().maxAttempts()))
                .param("priorities", numbers(rows, row -> row.asked().priority().rank()))
                .param("times", texts(rows, row -> row.now().toString()))
                .param("lease", Outbox.LEASE.toString())
                .query(row -> {
                    outboxRows.put(row.getObject(1, UUID.class), row.getLong(2));
                });
        return rows.stream().map(row -> Objects.requireNonNull(outboxRows.get(row.id()))).toList();
    }

    /** Notes what a notification is a changed copy of. */
    void link(UUID id, UUID original) {
        database.sql("update notification set parent_id = :original where id = :id")
                .param("original", original)
                .param("id", id)
                .update();
    }

    private static Integer[] numbers(List<NewRow> rows, Function<NewRow, Integer> column) {
        return rows.stream().map(column).toArray(Integer[]::new);
    }

    private static String[] texts(List<NewRow> rows, Function<NewRow, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    /**
     * Stores the bytes of files that are not there yet, and keeps all of them from being deleted
     * until the transaction ends and their references can be seen.
     */
    void insertBytes(List<CheckedAttachment> attachments) {
        // In one order for everybody: two requests with the same files must not wait in a circle.
        SortedMap<String, byte[]> open = new TreeMap<>();
        attachments.forEach(file -> open.put(file.reference().sha256(), file.bytes()));
        while (!open.isEmpty()) {
            insertMissing(open);
            // One that was there may be gone by now, because nobody else carries it.
            open.keySet().removeAll(hold(open.keySet()));
        }
    }

    private void insertMissing(SortedMap<String, byte[]> files) {
        batches.batchUpdate(
                "insert into attachment (sha256, content) values (?, ?) on conflict do nothing",
                files.entrySet().stream()
                        .map(file -> new Object[] {file.getKey(), file.getValue()})
                        .toList());
    }

    private List<String> hold(Set<String> files) {
        return database.sql(
                        """
                        select sha256 from attachment where sha256 = any(:files)
                        order by sha256 for key share
                        """)
                .param("files", files.toArray(String[]::new))
                .query((row, n) -> row.getString(1))
                .list();
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
