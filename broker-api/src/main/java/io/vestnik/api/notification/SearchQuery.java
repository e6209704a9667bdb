package io.vestnik.api.notification;

import io.vestnik.contract.Channel;
import io.vestnik.contract.NotificationStatus;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of one search. What an index answers narrows the rows that are walked; the rest is looked
 * at row by row. Only words of ours get into the SQL; the caller's are values.
 */
final class SearchQuery {
    private static final String METADATA =
            "metadata @> jsonb_build_object(cast(:key as text), cast(:value as text))";

    /**
     * An aggregate, because {@code exists} after {@code or} may be answered by reading all attempts
     * there are.
     */
    private static final String A_REPLY =
            "(select coalesce(bool_or(reply ilike :words), false) from attempt"
                    + " where notification_id = id)";

    private static final String ORDER = " order by created_at desc, id desc ";

    private final NotificationFilter filter;
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** Conditions on the rows of the index that is walked. */
    private final StringJoiner walked = new StringJoiner(" and ");

    /** Conditions that no index answers together with those. */
    private final StringJoiner rest = new StringJoiner(" and ");

    private final boolean eachChannel;

    SearchQuery(String owner, NotificationFilter filter) {
        this.filter = filter;
        values.put("owner", owner);
        walked.add("owner = :owner");
        boolean byRecipient = filter.recipient() != null;
        boolean byStatus = !byRecipient && isRare(filter.status());
        this.eachChannel = !byRecipient && filter.channel() == null;
        addRecipient();
        addStatus(byStatus ? walked : rest);
        addChannel(byRecipient ? rest : walked);
        addTimes();
        addMetadata();
        addWords();
    }

    /** The index by status leaves out what is sent. */
    private static boolean isRare(@Nullable NotificationStatus status) {
        return status != null && status != NotificationStatus.SENT;
    }

    private void addRecipient() {
        if (filter.recipient() != null) {
            walked.add("recipient = :recipient");
            values.put("recipient", filter.recipient());
        }
    }

    /**
     * A word of ours, not a value: a plan that is made once for all values could not use the index.
     */
    private void addStatus(StringJoiner conditions) {
        if (filter.status() != null) {
            conditions.add("status = '" + filter.status().word() + "'");
        }
    }

    private void addChannel(StringJoiner conditions) {
        if (filter.channel() != null) {
            conditions.add("channel = '" + filter.channel().word() + "'");
        }
    }

    private void addTimes() {
        addTime("created_at >= :from", "from", filter.createdFrom());
        addTime("created_at < :to", "to", filter.createdTo());
        Cursor after = filter.after();
        if (after != null) {
            walked.add("(created_at, id) < (:afterTime, :afterId)");
            values.put("afterTime", after.createdAt().atOffset(ZoneOffset.UTC));
            values.put("afterId", after.id());
        }
    }

    private void addTime(String condition, String name, @Nullable Instant moment) {
        if (moment != null) {
            walked.add(condition);
            values.put(name, moment.atOffset(ZoneOffset.UTC));
        }
    }

    private void addMetadata() {
        MetadataEntry entry = filter.metadata();
        if (entry != null) {
            rest.add(METADATA);
            values.put("key", entry.key());
            values.put("value", entry.value());
        }
    }

    private void addWords() {
        if (filter.words() != null) {
            rest.add("(reason ilike :words or " + A_REPLY + ")");
            values.put("words", "%" + escaped(filter.words()) + "%");
        }
    }

    private static String escaped(String words) {
        return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    Map<String, Object> values() {
        return values;
    }

    /** Whether an index alone answers. */
    boolean isExact() {
        return rest.length() == 0;
    }

    /** The rows themselves, when an index alone answers. */
    String rows() {
        return "select "
                + SummaryRow.COLUMNS
                + " from ("
                + newest("*", ":limit")
                + ") as found"
                + ORDER
                + "limit :limit";
    }

    /** Which of the newest rows fit, and which was the last one that was looked at. */
    String walk() {
        return "select id, created_at, ("
                + rest
                + ") as fits from ("
                + newest("id, created_at, status, channel, metadata, reason", ":walk")
                + ") as walked"
                + ORDER
                + "limit :walk";
    }

    /** Those of these that fit all the rest. */
    String among() {
        return "select "
                + SummaryRow.COLUMNS
                + " from notification where id = any(:ids) and "
                + walked
                + " and "
                + rest
                + ORDER
                + "limit :limit";
    }

    /** All that have this entry, whatever else is asked, by its index and in no order. */
    String byMetadata() {
        return "select id from notification where metadata <> '{}' and owner = :owner and "
                + METADATA
                + " limit :most";
    }

    private String newest(String columns, String limit) {
        String select = "(select " + columns + " from notification where " + walked;
        String end = ORDER + "limit " + limit + ")";
        if (!eachChannel) {
            return select + end;
        }
        List<String> parts = new ArrayList<>();
        for (Channel channel : Channel.values()) {
            parts.add(select + " and channel = '" + channel.word() + "'" + end);
        }
        return String.join(" union all ", parts);
    }
}
