package io.vestnik.api.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lists notifications by any filter, newest first, in time that does not grow with their number:
 * what no index answers is searched a stretch at a time, and the next page goes on where the search
 * ended.
 */
@Component
public class NotificationSearch {
    /** So many rows are looked at for one page: about 20 ms. */
    static final int STRETCH = 10_000;

    /** A value that more of them have is common, and soon found by walking. */
    private static final int RARE = 2_000;

    private final JdbcClient database;

    private record Walked(UUID id, Instant createdAt, boolean fits) {
        Cursor cursor() {
            return new Cursor(createdAt, id);
        }
    }

    NotificationSearch(JdbcClient database) {
        this.database = database;
    }

    /** The page that the filter asks for, of what this owner sees. */
    public NotificationPage page(String owner, NotificationFilter filter) {
        var query = new SearchQuery(owner, filter);
        if (query.isExact()) {
            return full(rows(query.rows(), query, filter.limit() + 1), filter);
        }
        List<Walked> walked = walk(query);
        List<Walked> fitting = walked.stream().filter(Walked::fits).toList();
        boolean isEnd = walked.size() < STRETCH;
        if (isEnd || fitting.size() > filter.limit()) {
            return full(byId(fitting, filter.limit() + 1), filter);
        }
        return filter.metadata() == null
                ? part(fitting, walked.getLast())
                : byMetadata(query, filter, fitting, walked.getLast());
    }

    private NotificationPage byMetadata(
            SearchQuery query, NotificationFilter filter, List<Walked> fitting, Walked last) {
        List<UUID> ids =
                database.sql(query.byMetadata())
                        .params(query.values())
                        .param("most", RARE + 1)
                        .query((row, n) -> row.getObject("id", UUID.class))
                        .list();
        return ids.size() > RARE
                ? part(fitting, last)
                : full(among(query, ids, filter.limit() + 1), filter);
    }

    private List<NotificationSummary> among(SearchQuery query, List<UUID> ids, int limit) {
        return database.sql(query.among())
                .params(query.values())
                .param("ids", ids.toArray(UUID[]::new))
                .param("limit", limit)
                .query((row, n) -> SummaryRow.read(row))
                .list();
    }

    private List<Walked> walk(SearchQuery query) {
        return database.sql(query.walk())
                .params(query.values())
                .param("walk", STRETCH)
                .query((row, n) -> walked(row))
                .list();
    }

    private static Walked walked(ResultSet row) throws SQLException {
        return new Walked(
                row.getObject("id", UUID.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("fits"));
    }

    private List<NotificationSummary> rows(String sql, SearchQuery query, int limit) {
        return database.sql(sql)
                .params(query.values())
                .param("limit", limit)
                .query((row, n) -> SummaryRow.read(row))
                .list();
    }

    private List<NotificationSummary> byId(List<Walked> fitting, int limit) {
        return byIds(fitting.stream().limit(limit).map(Walked::id).toList(), limit);
    }

    private List<NotificationSummary> byIds(List<UUID> ids, int limit) {
        return database.sql(
                        "select "
                                + SummaryRow.COLUMNS
                                + " from notification where id = any(:ids)"
                                + " order by created_at desc, id desc limit :limit")
                .param("ids", ids.toArray(UUID[]::new))
                .param("limit", limit)
                .query((row, n) -> SummaryRow.read(row))
                .list();
    }

    /** One more than asked for tells that there is a next page. */
    private static NotificationPage full(
            List<NotificationSummary> found, NotificationFilter filter) {
        if (found.size() <= filter.limit()) {
            return new NotificationPage(found, null, null);
        }
        NotificationSummary last = found.get(filter.limit() - 1);
        return new NotificationPage(
                List.copyOf(found.subList(0, filter.limit())),
                new Cursor(last.createdAt(), last.id()).encode(),
                null);
    }

    private NotificationPage part(List<Walked> fitting, Walked last) {
        return new NotificationPage(
                byId(fitting, Math.max(1, fitting.size())),
                last.cursor().encode(),
                last.createdAt());
    }
}
