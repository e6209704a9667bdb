package io.vestnik.api.notification;

import io.vestnik.api.notification.NotificationView.AttemptView;
import io.vestnik.api.notification.NotificationView.DecisionView;
import io.vestnik.contract.AttachmentRef;
import io.vestnik.contract.Content;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.io.ByteArrayResource;
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
    private final Meaning meaning;

    Notifications(JdbcClient database, JsonMapper json, Meaning meaning) {
        this.database = database;
        this.json = json;
        this.meaning = meaning;
    }

    /** One in short. */
    public Optional<NotificationSummary> summary(String owner, UUID id) {
        return database.sql(
                        "select "
                                + SummaryRow.COLUMNS
                                + " from notification where owner = :owner and id = :id")
                .param("owner", owner)
                .param("id", id)
                .query((row, n) -> SummaryRow.read(row))
                .optional();
    }

    /**
     * How many wait for a person.
     *
     * @param most where counting ends
     */
    public int countManual(String owner, int most) {
        return database.sql(
                        """
                        select count(*) from (
                            select from notification where owner = :owner and status = 'manual'
                            limit :most) as found
                        """)
                .param("owner", owner)
                .param("most", most)
                .query(Integer.class)
                .single();
    }

    /** What the recipient is to read; absent when there is no such notification. */
    public Optional<Content> content(String owner, UUID id) {
        return database.sql("select content from notification where owner = :owner and id = :id")
                .param("owner", owner)
                .param("id", id)
                .query((row, n) -> json.readValue(row.getString("content"), Content.class))
                .optional();
    }

    /** The bytes of one of its files, counted from 0. */
    public Optional<AttachedFile> file(String owner, UUID id, int position) {
        return database.sql(
                        """
                        select r.name, f.content from notification n
                        join notification_attachment r on r.notification_id = n.id
                        join attachment f on f.sha256 = r.sha256
                        where n.owner = :owner and n.id = :id and r.position = :position
                        """)
                .param("owner", owner)
                .param("id", id)
                .param("position", position)
                .query((row, n) ->
                        new AttachedFile(
                                row.getString("name"),
                                new ByteArrayResource(row.getBytes("content"))))
                .optional();
    }

    /** One with all its history, in English. */
    public Optional<NotificationView> find(String owner, UUID id) {
        return find(owner, id, Locale.ENGLISH);
    }

    /**
     * One with all its history.
     *
     * @param language of the sentences that are ours
     */
    public Optional<NotificationView> find(String owner, UUID id, Locale language) {
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
                .query((row, n) -> view(id, row, language))
                .optional();
    }

    private NotificationView view(UUID id, ResultSet row, Locale language) throws SQLException {
        return new NotificationView(
                id,
                row.getString("status"),
                row.getString("channel"),
                row.getString("recipient"),
                row.getString("subject"),
                SummaryRow.instant(row, "created_at"),
                SummaryRow.instant(row, "updated_at"),
                row.getInt("cycle"),
                row.getInt("max_attempts"),
                row.getString("on_uncertain"),
                SummaryRow.priority(row),
                attempts(id, row.getString("channel"), language),
                SummaryRow.instantOrNull(row, "next_attempt_at"),
                row.getString("shown_reason"),
                decisions(id),
                json.readValue(row.getString("metadata"), METADATA),
                attachments(id),
                row.getObject("parent_id", UUID.class),
                copies(id));
    }

    private List<UUID> copies(UUID id) {
        return database.sql("select id from notification where parent_id = :id order by id")
                .param("id", id)
                .query((row, n) -> row.getObject("id", UUID.class))
                .list();
    }

    private List<AttemptView> attempts(UUID id, String channel, Locale language) {
        return database.sql("select * from attempt where notification_id = :id order by number")
                .param("id", id)
                .query((row, n) ->
                        new AttemptView(
                                row.getInt("number"),
                                row.getInt("cycle"),
                                SummaryRow.instant(row, "started_at"),
                                SummaryRow.instantOrNull(row, "finished_at"),
                                row.getString("outcome"),
                                row.getString("reply"),
                                meaning.of(channel, row, language),
                                SummaryRow.instantOrNull(row, "next_attempt_at"),
                                row.getString("sender"),
                                row.getBoolean("counted")))
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
                                SummaryRow.instant(row, "decided_at"),
                                row.getObject("run", UUID.class)))
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
}
