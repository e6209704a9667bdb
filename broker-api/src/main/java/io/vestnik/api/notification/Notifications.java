package io.vestnik.api.notification;

import io.vestnik.api.notification.NotificationView.AttemptView;
import io.vestnik.api.notification.NotificationView.DecisionView;
import io.vestnik.contract.AttachmentRef;
import io.vestnik.contract.Priority;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Looks notifications up; each query names the owner, so that nobody sees another's. */
@Component
public class Notifications {
    private static final TypeReference<Map<String, String>> METADATA = new TypeReference<>() {};

    private final JdbcClient database;
    private final JsonMapper json;

    Notifications(JdbcClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** One in short. */
    public Optional<NotificationSummary> summary(String owner, UUID id) {
        return database.sql(
                        """
                        select *, content ->> 'subject' as subject from notification
                        where owner = :owner and id = :id
                        """)
                .param("owner", owner)
                .param("id", id)
                .query((row, n) -> summary(row))
                .optional();
    }

    /** A page of them, newest first. */
    NotificationPage list(String owner, NotificationFilter filter) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("owner", owner);
        values.put("limit", filter.limit() + 1);
        String conditions = conditions(filter, values);
        List<NotificationSummary> found =
                database.sql(
                                """
                                select *, content ->> 'subject' as subject from notification
                                where owner = :owner %s
                                order by created_at desc, id desc limit :limit
                                """
                                        .formatted(conditions))
                        .params(values)
                        .query((row, n) -> summary(row))
                        .list();
        if (found.size() <= filter.limit()) {
            return new NotificationPage(found, null);
        }
        NotificationSummary last = found.get(filter.limit() - 1);
        return new NotificationPage(
                List.copyOf(found.subList(0, filter.limit())),
                new Cursor(last.createdAt(), last.id()).encode());
    }

    /** Only words of ours get into the SQL; the caller's are values. */
    private static String conditions(NotificationFilter filter, Map<String, Object> values) {
        StringBuilder sql = new StringBuilder();
        if (filter.status() != null) {
            // A word of ours, not a value: the index by status leaves out what is sent, and a plan
            // that is made once for all values could not use it.
            sql.append(" and status = '").append(filter.status().word()).append("'");
        }
        if (filter.channel() != null) {
            sql.append(" and channel = :channel");
            values.put("channel", filter.channel().word());
        }
        if (filter.recipient() != null) {
            sql.append(" and recipient = :recipient");
            values.put("recipient", filter.recipient());
        }
        Cursor after = filter.after();
        if (after != null) {
            sql.append(" and (created_at, id) < (:afterTime, :afterId)");
            values.put("afterTime", after.createdAt().atOffset(ZoneOffset.UTC));
            values.put("afterId", after.id());
        }
        return sql.toString();
    }

    private static NotificationSummary summary(ResultSet row) throws SQLException {
        return new NotificationSummary(
                row.getObject("id", UUID.class),
                row.getString("status"),
                row.getString("channel"),
                row.getString("recipient"),
                row.getString("subject"),
                priority(row),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                row.getInt("cycle"),
                row.getInt("attempts"),
                instantOrNull(row, "next_attempt_at"),
                row.getString("reason"));
    }

    /** One with all its history. */
    Optional<NotificationView> find(String owner, UUID id) {
        return database.sql(
                        """
                        select n.*, n.content ->> 'subject' as subject, coalesce(n.reason,
                            'Not yet with the broker: ' || o.problem) as shown_reason
                        from notification n
                        left join outbox o on o.notification_id = n.id and o.cycle = n.cycle
                        where n.owner = :owner and n.id = :id
                        """)
                .param("owner", owner)
                .param("id", id)
                .query((row, n) -> view(id, row))
                .optional();
    }

    private NotificationView view(UUID id, ResultSet row) throws SQLException {
        return new NotificationView(
                id,
                row.getString("status"),
                row.getString("channel"),
                row.getString("recipient"),
                row.getString("subject"),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                row.getInt("cycle"),
                row.getInt("max_attempts"),
                row.getString("on_uncertain"),
                priority(row),
                attempts(id),
                instantOrNull(row, "next_attempt_at"),
                row.getString("shown_reason"),
                decisions(id),
                json.readValue(row.getString("metadata"), METADATA),
                attachments(id));
    }

    private List<AttemptView> attempts(UUID id) {
        return database.sql("select * from attempt where notification_id = :id order by number")
                .param("id", id)
                .query((row, n) ->
                        new AttemptView(
                                row.getInt("number"),
                                row.getInt("cycle"),
                                instant(row, "started_at"),
                                instantOrNull(row, "finished_at"),
                                row.getString("outcome"),
                                row.getString("reply"),
                                Meaning.of(row),
                                instantOrNull(row, "next_attempt_at"),
                                row.getString("sender")))
                .list();
    }

    private List<DecisionView> decisions(UUID id) {
        return database.sql("select * from decision where notification_id = :id order by id")
                .param("id", id)
                .query((row, n) ->
                        new DecisionView(
                                row.getString("action"),
                                row.getInt("cycle"),
                                row.getString("decided_by"),
                                row.getString("reason"),
                                instant(row, "decided_at")))
                .list();
    }

    private List<AttachmentRef> attachments(UUID id) {
        return database.sql(
                        """
                        select * from notification_attachment where notification_id = :id
                        order by position
                        """)
                .param("id", id)
                .query((row, n) ->
                        new AttachmentRef(
                                row.getString("name"),
                                row.getString("content_type"),
                                row.getLong("size"),
                                row.getString("sha256")))
                .list();
    }

    private static String priority(ResultSet row) throws SQLException {
        return Priority.ofRank(row.getInt("priority")).word();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(instantOrNull(row, column));
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column)
            throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
