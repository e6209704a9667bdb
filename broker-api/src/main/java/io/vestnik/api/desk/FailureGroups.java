package io.vestnik.api.desk;

import io.vestnik.api.notification.NotificationPage;
import io.vestnik.api.notification.NotificationSummary;
import io.vestnik.api.notification.SummaryRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks up what waits for a person; each query names the owner, so that nobody sees another's. */
@Component
public class FailureGroups {
    /** More kinds than anybody has; a far side that makes up codes must not fill the page. */
    static final int MOST = 1_000;

    // From one group to the next by the index, not through all that is in manual: the first entry
    // of a group is its newest, the last one its oldest.
    private static final String LIST =
            """
            with recursive kind as (
                (select fingerprint, updated_at, reason from notification
                where owner = :owner and status = 'manual'
                order by fingerprint, updated_at desc, id desc limit 1)
                union all
                select next.* from kind cross join lateral (
                    select n.fingerprint, n.updated_at, n.reason from notification n
                    where n.owner = :owner and n.status = 'manual'
                        and n.fingerprint > kind.fingerprint
                    order by n.fingerprint, n.updated_at desc, n.id desc limit 1) next
            ), known as (
                select * from kind limit :most
            )
            select k.fingerprint, k.updated_at as newest, k.reason as words,
                (select n.updated_at from notification n
                where n.owner = :owner and n.status = 'manual' and n.fingerprint = k.fingerprint
                order by n.updated_at, n.id limit 1) as oldest
            from known k order by k.updated_at desc, k.fingerprint
            """;

    private static final String PAGE =
            "select "
                    + SummaryRow.COLUMNS
                    + """
                     from notification
                    where owner = :owner and status = 'manual' and fingerprint = :fingerprint
                        and (updated_at, id) < (:afterTime, :afterId)
                    order by updated_at desc, id desc limit :limit
                    """;

    private final JdbcClient database;
    private final GroupCounts counts;

    FailureGroups(JdbcClient database, GroupCounts counts) {
        this.database = database;
        this.counts = counts;
    }

    /** All groups, the one with the newest failure first. */
    public FailureGroupList list(String owner) {
        GroupCounts.Counted counted = counts.of(owner);
        return new FailureGroupList(
                database.sql(LIST)
                        .param("owner", owner)
                        .param("most", MOST)
                        .query((row, n) -> group(row, counted))
                        .list(),
                counted.at());
    }

    /** How many are in one group; nothing when that is not known yet. */
    public @Nullable Long count(String owner, Fingerprint group) {
        return counts.of(owner).byFingerprint().get(group.column());
    }

    private static FailureGroup group(ResultSet row, GroupCounts.Counted counted)
            throws SQLException {
        var fingerprint = Fingerprint.ofColumn(row.getString("fingerprint"));
        return new FailureGroup(
                fingerprint.text(),
                fingerprint.channel(),
                fingerprint.parked(),
                fingerprint.code(),
                row.getString("words"),
                counted.byFingerprint().get(fingerprint.column()),
                row.getObject("oldest", OffsetDateTime.class).toInstant(),
                row.getObject("newest", OffsetDateTime.class).toInstant());
    }

    /** A page of one group, newest first. */
    public NotificationPage page(String owner, Fingerprint group, GroupPlace place) {
        List<NotificationSummary> found =
                database.sql(PAGE)
                        .param("owner", owner)
                        .param("fingerprint", group.column())
                        .param("afterTime", place.after().time())
                        .param("afterId", place.after().id())
                        .param("limit", place.limit() + 1)
                        .query((row, n) -> SummaryRow.read(row))
                        .list();
        if (found.size() <= place.limit()) {
            return new NotificationPage(found, null, null);
        }
        NotificationSummary last = found.get(place.limit() - 1);
        return new NotificationPage(
                List.copyOf(found.subList(0, place.limit())),
                new GroupCursor(last.updatedAt(), last.id()).encode(),
                null);
    }
}
