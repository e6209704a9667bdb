package io.vestnik.api.audit;

import io.vestnik.api.problem.ProblemException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the list of deeds, as the numbers of the last ones shown in each of its three sources.
 */
record DeedCursor(long decision, long channel, long settings) {
    static final DeedCursor NEWEST = new DeedCursor(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    private static final Pattern SHAPE = Pattern.compile("(\\d{1,19})-(\\d{1,19})-(\\d{1,19})");

    /** The form in which it stands in an address. */
    String encode() {
        return decision + "-" + channel + "-" + settings;
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws ProblemException 400 for anything else
     */
    static DeedCursor decode(String text) {
        Matcher parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            throw refused();
        }
        try {
            return new DeedCursor(
                    Long.parseLong(parts.group(1)),
                    Long.parseLong(parts.group(2)),
                    Long.parseLong(parts.group(3)));
        } catch (NumberFormatException e) {
            throw refused();
        }
    }

    /** The place after this one deed. */
    DeedCursor after(Deed deed) {
        return switch (deed.source()) {
            case DeedRows.DECISION -> new DeedCursor(deed.id(), channel, settings);
            case DeedRows.CHANNEL -> new DeedCursor(decision, deed.id(), settings);
            default -> new DeedCursor(decision, channel, deed.id());
        };
    }

    private static ProblemException refused() {
        return ProblemException.invalid("before", "is not a place in this list");
    }
}
