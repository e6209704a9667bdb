package io.vestnik.api.intake;

import java.util.Optional;
import java.util.regex.Pattern;

/** What may stand in text that is stored and sent but never becomes a header. */
final class TextRules {
    /** Controls but for tab and line ends, and halves of characters. */
    private static final Pattern FORBIDDEN = Pattern.compile("[\\p{Cc}\\p{Cs}&&[^\\t\\n\\r]]");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cs}]");
    private static final int LONGEST_NAME = 64;

    private TextRules() {}

    /** What is wrong with a text of many lines, as the end of a sentence. */
    static Optional<String> problemWith(String text) {
        return FORBIDDEN.matcher(text).find()
                ? Optional.of("must not contain control characters or broken characters")
                : Optional.empty();
    }

    /** What is wrong with a name, which has one line. */
    static Optional<String> problemWithName(String name) {
        return CONTROL.matcher(name).find()
                ? Optional.of("must not contain line ends, control or broken characters")
                : Optional.empty();
    }

    /** How a problem names a member whose name the caller has chosen. */
    static String member(String object, String name) {
        String shown = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
        return object + "." + CONTROL.matcher(shown).replaceAll("\uFFFD");
    }
}
