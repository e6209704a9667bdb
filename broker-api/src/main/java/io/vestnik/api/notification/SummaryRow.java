package io.vestnik.api.notification;

import io.vestnik.contract.Priority;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads rows of the table notification, with what they say in short beside it. */
public final class SummaryRow {
    /** What such a row is selected with. */
    public static final String COLUMNS =
            "*, content ->> 'subject' as subject,"
                    + " case when content ->> 'subject' is null then left(content ->> 'text', 500) end"
                    + " as beginning,"
                    + " case when content ->> 'subject' is null then left(content ->> 'html', 2000) end"
                    + " as html_beginning";

    private SummaryRow() {}

    /** The row on which the cursor stands. */
    public static NotificationSummary read(ResultSet row) throws SQLException {
        return new NotificationSummary(
                row.getObject("id", UUID.class),
                row.getString("status"),
                row.getString("channel"),
                row.getString("recipient"),
                row.getString("subject"),
                excerpt(row),
                priority(row),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                row.getInt("cycle"),
                row.getInt("attempts"),
                instantOrNull(row, "next_attempt_at"),
                row.getString("reason"));
    }

    private static @Nullable String excerpt(ResultSet row) throws SQLException {
        String html = row.getString("html_beginning");
        String text = row.getString("beginning");
        return text == null && html != null ? Excerpt.ofHtml(html) : Excerpt.of(text);
    }

    static String priority(ResultSet row) throws SQLException {
        return Priority.ofRank(row.getInt("priority")).word();
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(instantOrNull(row, column));
    }

    static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
