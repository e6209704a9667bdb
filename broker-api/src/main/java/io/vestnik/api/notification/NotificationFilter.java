package io.vestnik.api.notification;

import io.vestnik.api.problem.FieldProblems;
import io.vestnik.api.request.PageLimit;
import io.vestnik.contract.Channel;
import io.vestnik.contract.NotificationStatus;
import io.vestnik.contract.Recipient;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which notifications a list is to show; absent members do not limit it.
 *
 * @param recipient normalised
 * @param words a part of the far side's last words, capitals or not; at most 200 characters
 * @param createdFrom the first moment
 * @param createdTo the first moment that is too late
 * @param limit 1 to 100
 * @param after the end of the page before
 */
public record NotificationFilter(
        @Nullable NotificationStatus status,
        @Nullable Channel channel,
        @Nullable String recipient,
        @Nullable MetadataEntry metadata,
        @Nullable String words,
        @Nullable Instant createdFrom,
        @Nullable Instant createdTo,
        int limit,
        @Nullable Cursor after) {
    private static final int USUAL_LIMIT = 20;
    private static final int MAX_WORDS = 200;

    /** The names of all that {@link #of} reads. */
    public static final Set<String> PARAMETERS =
            Set.of(
                    "status",
                    "channel",
                    "recipient",
                    "metadata",
                    "words",
                    "createdFrom",
                    "createdTo",
                    "limit",
                    "cursor");

    /**
     * Reads the parameters of a request, of which each is there once at most.
     *
     * @throws io.vestnik.api.problem.ProblemException 400 naming those that are not acceptable
     */
    public static NotificationFilter of(Map<String, String[]> parameters) {
        var problems = new FieldProblems();
        NotificationStatus status = status(first(parameters, "status"), problems);
        Channel channel = channel(first(parameters, "channel"), problems);
        var filter =
                new NotificationFilter(
                        status,
                        channel,
                        recipient(first(parameters, "recipient"), channel, problems),
                        metadata(first(parameters, "metadata"), problems),
                        words(first(parameters, "words"), problems),
                        moment("createdFrom", first(parameters, "createdFrom"), problems),
                        moment("createdTo", first(parameters, "createdTo"), problems),
                        PageLimit.read(first(parameters, "limit"), USUAL_LIMIT, problems),
                        cursor(first(parameters, "cursor")));
        problems.throwIfAny();
        return filter;
    }

    private static @Nullable String first(Map<String, String[]> parameters, String name) {
        String[] values = parameters.get(name);
        return values == null ? null : values[0];
    }

    private static @Nullable NotificationStatus status(
            @Nullable String text, FieldProblems problems) {
        if (text == null) {
            return null;
        }
        try {
            return NotificationStatus.of(text);
        } catch (IllegalArgumentException e) {
            problems.add("status", "must be one of " + List.of(NotificationStatus.values()));
            return null;
        }
    }

    private static @Nullable Channel channel(@Nullable String text, FieldProblems problems) {
        if (text == null) {
            return null;
        }
        Channel channel = Channel.of(text).orElse(null);
        if (channel == null) {
            problems.add("channel", "must be one of " + Arrays.toString(Channel.values()));
        }
        return channel;
    }

    /** Without a channel, an address of any. */
    private static @Nullable String recipient(
            @Nullable String text, @Nullable Channel channel, FieldProblems problems) {
        if (text == null) {
            return null;
        }
        String problem = "";
        for (Channel candidate : channel == null ? Channel.values() : new Channel[] {channel}) {
            try {
                return Recipient.parse(candidate, text).text();
            } catch (IllegalArgumentException e) {
                problem = problem.isEmpty() ? String.valueOf(e.getMessage()) : problem;
            }
        }
        problems.add("recipient", problem);
        return null;
    }

    private static @Nullable MetadataEntry metadata(@Nullable String text, FieldProblems problems) {
        if (text == null) {
            return null;
        }
        int colon = text.indexOf(':');
        if (colon < 1 || text.indexOf('\0') >= 0) {
            problems.add("metadata", "must be a key, a colon and a value");
            return null;
        }
        return new MetadataEntry(text.substring(0, colon), text.substring(colon + 1));
    }

    private static @Nullable String words(@Nullable String text, FieldProblems problems) {
        if (text != null
                && (text.isBlank() || text.length() > MAX_WORDS || text.indexOf('\0') >= 0)) {
            problems.add("words", "must be 1 to " + MAX_WORDS + " characters");
        }
        return text;
    }

    private static @Nullable Instant moment(
            String name, @Nullable String text, FieldProblems problems) {
        if (text == null) {
            return null;
        }
        try {
            Instant moment = Instant.parse(text);
            if (moment.isAfter(Cursor.END_OF_TIME) || moment.isBefore(Instant.EPOCH)) {
                problems.add(name, "must be in the years 1970 to 9998");
            }
            return moment;
        } catch (DateTimeParseException e) {
            problems.add(name, "must be a time such as 2026-12-01T09:00:00Z");
            return null;
        }
    }

    private static @Nullable Cursor cursor(@Nullable String text) {
        return text == null ? null : Cursor.decode(text);
    }
}
