package io.vestnik.api.intake;

import io.vestnik.api.problem.FieldProblems;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What may stand in text that is stored and sent but never becomes a header. */
final class TextRules {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cs}]");
    private static final int LONGEST_NAME = 64;

    private TextRules() {}

    /** Notes what is wrong with a body, if it is there. */
    static void checkBody(
            FieldProblems problems, String field, @Nullable String body, int longest) {
        if (body == null) {
            return;
        }
        if (body.isBlank()) {
            problems.add(field, "must not be empty");
        } else if (body.length() > longest) {
            problems.add(field, "is longer than " + longest + " characters");
        } else {
            problems.add(field, problemWith(body));
        }
    }

    /** The entries that have a value; in the caller's order. */
    static Map<String, String> entries(
            FieldProblems problems,
            String field,
            @Nullable Map<String, @Nullable String> asked,
            int most) {
        Map<String, String> entries = new LinkedHashMap<>();
        if (asked == null) {
            return entries;
        }
        if (asked.size() > most) {
            problems.add(field, "has more than " + most + " entries");
            return entries;
        }
        asked.forEach((name, value) -> {
            if (value == null) {
                problems.add(member(field, name), "must be a string");
            } else {
                entries.put(name, value);
            }
        });
        return entries;
    }

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
