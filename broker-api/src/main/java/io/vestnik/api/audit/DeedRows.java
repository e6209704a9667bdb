package io.vestnik.api.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The SQL of what was done, each source by its own key from the newest on. */
@Component
class DeedRows {
    static final String DECISION = "decision";
    static final String CHANNEL = "channel";
    static final String SETTINGS = "settings";

    private final JdbcClient database;

    DeedRows(JdbcClient database) {
        this.database = database;
    }

    /**
     * What the services decide by themselves is no deed of anybody, and a run is one deed, which
     * stands in the audit, whatever the number of its decisions.
     */
    List<Deed> decisions(String owner, long before, int most) {
        return find(
                DECISION,
                """
                select d.id, d.decided_at as at, d.decided_by as who, d.action, null as subject,
                    d.reason as detail, d.notification_id
                from decision d join notification n on n.id = d.notification_id
                where d.id < :before and d.action not in ('republish', 'release')
                    and d.run is null and n.owner = :owner
                order by d.id desc limit :most
                """,
                owner,
                before,
                most);
    }

    List<Deed> channelEvents(String owner, long before, int most) {
        return find(
                CHANNEL,
                """
                select id, happened_at as at, caused_by as who, event as action,
                    channel as subject, coalesce(reason, cast(notifications as text)) as detail,
                    cast(null as uuid) as notification_id
                from channel_event where id < :before order by id desc limit :most
                """,
                owner,
                before,
                most);
    }

    List<Deed> settings(String owner, long before, int most) {
        return find(
                SETTINGS,
                """
                select id, at, who, action, subject, detail, cast(null as uuid) as notification_id
                from audit where id < :before order by id desc limit :most
                """,
                owner,
                before,
                most);
    }

    private List<Deed> find(String source, String sql, String owner, long before, int most) {
        return database.sql(sql)
                .param("owner", owner)
                .param("before", before)
                .param("most", most)
                .query((row, n) -> deed(source, row))
                .list();
    }

    private static Deed deed(String source, ResultSet row) throws SQLException {
        return new Deed(
                source,
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("who"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("detail"),
                row.getObject("notification_id", UUID.class));
    }
}
