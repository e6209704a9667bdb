package io.vestnik.api.desk;

import io.vestnik.api.problem.ProblemException;
import io.vestnik.api.problem.ProblemType;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What kind of failure a group is of, as its sender has recorded it.
 *
 * @param text channel, why it was parked, and the far side's code or how the network failed, such
 *     as {@code email:refused:550-5.1.1}; or {@link #NOT_CLASSIFIED}
 */
public record Fingerprint(String text) {
    /** Stands for what a sender has parked that knew no fingerprints. */
    public static final String NOT_CLASSIFIED = "not-classified";

    private static final Pattern PARTS =
            Pattern.compile("([a-z]{1,20}):([a-z]{1,20}):([a-z0-9.-]{1,40})");

    /** SMTP's two codes, which people read with a space between them. */
    private static final Pattern TWO_CODES = Pattern.compile("(\\d{3})-(\\d.*)");

    /**
     * Reads one from an address or a body; empty when it cannot be one.
     *
     * @param text as {@link #text}
     */
    public static Optional<Fingerprint> parse(String text) {
        return text.equals(NOT_CLASSIFIED) || PARTS.matcher(text).matches()
                ? Optional.of(new Fingerprint(text))
                : Optional.empty();
    }

    /**
     * Reads one from an address.
     *
     * @throws ProblemException 404 when it cannot be one
     */
    public static Fingerprint inPath(String text) {
        return parse(text)
                .orElseThrow(() ->
                        ProblemException.of(ProblemType.NOT_FOUND, "No group is called like that"));
    }

    /** From the database; empty when no sender has said. */
    public static Fingerprint ofColumn(String column) {
        return new Fingerprint(column.isEmpty() ? NOT_CLASSIFIED : column);
    }

    /** As it stands in the database. */
    public String column() {
        return isClassified() ? text : "";
    }

    /** Whether a sender has said what kind of failure it was. */
    public boolean isClassified() {
        return !text.equals(NOT_CLASSIFIED);
    }

    /** The word of the channel. */
    public @Nullable String channel() {
        return part(1);
    }

    /** Why it was parked: refused, exhausted or held. */
    public @Nullable String parked() {
        return part(2);
    }

    /** The far side's code, such as 550 5.1.1 or 403, or how the network failed. */
    public @Nullable String code() {
        String code = part(3);
        return code == null ? null : TWO_CODES.matcher(code).replaceFirst("$1 $2");
    }

    private @Nullable String part(int n) {
        Matcher parts = PARTS.matcher(text);
        return parts.matches() ? parts.group(n) : null;
    }

    @Override
    public String toString() {
        return text;
    }
}
