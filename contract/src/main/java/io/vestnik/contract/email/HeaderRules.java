package io.vestnik.contract.email;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which extra headers a caller may set, and what may stand in text that becomes a header. */
public final class HeaderRules {
    /** Longest name of an extra header, in characters. */
    public static final int MAX_NAME_LENGTH = 64;

    /**
     * Longest value that becomes a header, in characters; a line holds 998 octets at most (RFC 5322
     * 2.1.1).
     */
    public static final int MAX_VALUE_LENGTH = 255;

    /** Ours: they say which notification and attempt a mail belongs to. */
    private static final String RESERVED_PREFIX = "x-vestnik-";

    private static final Pattern NAME = Pattern.compile("[Xx]-[A-Za-z0-9-]*[A-Za-z0-9]");

    /**
     * Controls, invisible format characters, line and paragraph separators, lone surrogates; but
     * not the joiners, which families of emoji and plain Persian are written with.
     */
    private static final Pattern FORBIDDEN =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}&&[^\\u200C\\u200D]]");

    private HeaderRules() {}

    /**
     * What is wrong with the name of an extra header, as the end of a sentence; empty when it may
     * be used.
     */
    public static Optional<String> problemWithName(String name) {
        if (name.length() > MAX_NAME_LENGTH) {
            return Optional.of("has a name longer than " + MAX_NAME_LENGTH + " characters");
        }
        if (!NAME.matcher(name).matches()) {
            return Optional.of("must be called X-…, with letters, digits and hyphens only");
        }
        if (name.toLowerCase(Locale.ROOT).startsWith(RESERVED_PREFIX)) {
            return Optional.of("must not begin with X-Vestnik-, which is ours");
        }
        return Optional.empty();
    }

    /**
     * What is wrong with text that becomes a header, as the end of a sentence; empty when it may be
     * used.
     */
    public static Optional<String> problemWithValue(String value) {
        if (value.length() > MAX_VALUE_LENGTH) {
            return Optional.of("is longer than " + MAX_VALUE_LENGTH + " characters");
        }
        if (FORBIDDEN.matcher(value).find()) {
            return Optional.of("must not contain line ends, control or invisible characters");
        }
        return Optional.empty();
    }
}
