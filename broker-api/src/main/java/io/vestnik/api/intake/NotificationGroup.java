package io.vestnik.api.intake;

import io.vestnik.api.outbox.Outbox;
import io.vestnik.contract.GroupCommit;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stores notifications that come at the same moment in one statement and one commit: those without
 * files and without a key, which need nothing else in their transaction.
 */
@Component
class NotificationGroup {
    private static final int MOST = 128;

    private final JdbcClient database;
    private final JsonMapper json;
    private final GroupCommit<Row, Long> group =
            new GroupCommit<>(
                    MOST, this::insert, DataIntegrityViolationException.class::isInstance);

    NotificationGroup(JdbcClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    private record Row(
            UUID id, String owner, CheckedNotification asked, String content, Instant now) {}

    /**
     * Stores the notification and its outbox row; both are committed when this returns.
     *
     * @param content as JSON
     * @return id of the outbox row
     */
    long insert(UUID id, String owner, CheckedNotification asked, String content, Instant now) {
        return group.write(new Row(id, owner, asked, content, now));
    }

    private List<Long> insert(List<Row> rows) {
        Map<UUID, Long> outboxRows = new HashMap<>();
        database.sql(
                        """
                        with asked as (
                            select * from unnest(:ids::uuid[], :owners, :channels, :recipients,
                                :contents::jsonb[], :metadata::jsonb[], :onUncertain, :maxAttempts,
                                :times::timestamptz[])
                                as a (id, owner, channel, recipient, content, metadata,
                                    on_uncertain, max_attempts, time)
                        ), accepted as (
                            insert into notification (id, owner, channel, recipient, content,
                                metadata, on_uncertain, max_attempts, created_at, updated_at)
                            select id, owner, channel, recipient, content, metadata, on_uncertain,
                                max_attempts, time, time from asked
                        )
                        insert into outbox (notification_id, cycle, attempt, due_at)
                        select id, 1, 1, now() + cast(:lease as interval) from asked
                        returning notification_id, id
                        """)
                .param("ids", texts(rows, row -> row.id.toString()))
                .param("owners", texts(rows, Row::owner))
                .param("channels", texts(rows, row -> row.asked.channel().word()))
                .param("recipients", texts(rows, row -> row.asked.recipient()))
                .param("contents", texts(rows, Row::content))
                .param(
                        "metadata",
                        texts(rows, row -> json.writeValueAsString(row.asked.metadata())))
                .param("onUncertain", texts(rows, row -> row.asked.onUncertain().word()))
                .param("maxAttempts", maxAttempts(rows))
                .param("times", texts(rows, row -> time(row.now).toString()))
                .param("lease", Outbox.LEASE.toString())
                .query(row -> {
                    outboxRows.put(row.getObject(1, UUID.class), row.getLong(2));
                });
        return rows.stream().map(row -> outboxRows.get(row.id)).toList();
    }

    private static OffsetDateTime time(Instant now) {
        return now.atOffset(ZoneOffset.UTC);
    }

    private static Integer[] maxAttempts(List<Row> rows) {
        return rows.stream().map(row -> row.asked.maxAttempts()).toArray(Integer[]::new);
    }

    private static String[] texts(List<Row> rows, Function<Row, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }
}
