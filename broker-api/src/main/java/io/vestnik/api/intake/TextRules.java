package io.vestnik.api.intake;

import java.util.Optional;
import java.util.regex.Pattern;

/** What may stand in text that is stored and sent but never becomes a header. */
final class TextRules {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cs}]");
    private static final int LONGEST_NAME = 64;

    private TextRules() {}

    /** What is wrong with a text of many lines, as the end of a sentence. */
    static Optional<String> problemWith(String text) {
        return text.codePoints().anyMatch(TextRules::isForbidden)
                ? Optional.of("must not contain control characters or broken characters")
                : Optional.empty();
    }

    /**
     * Controls but for tab and line ends, and halves of characters. Not a pattern, which took a
     * quarter of our own time for a request.
     */
    private static boolean isForbidden(int letter) {
        int type = Character.getType(letter);
        return type == Character.SURROGATE
                || (type == Character.CONTROL
                        && letter != '\t'
                        && letter != '\n'
                        && letter != '\r');
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
