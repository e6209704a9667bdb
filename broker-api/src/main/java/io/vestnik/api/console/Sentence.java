package io.vestnik.api.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence of the API with places for values, and how another language says it.
 *
 * @param parts what stands before, between and after the places in English
 * @param other the other form, in which a place is {@code {0}}, or {@code {0,console.status}} for a
 *     value that has a text of its own there
 */
record Sentence(List<String> parts, String other) {
    private static final Pattern ENGLISH_PLACE = Pattern.compile("\\{\\d}");
    private static final Pattern PLACE = Pattern.compile("\\{(\\d)(?:,([a-zA-Z.]+))?}");

    /**
     * Reads one.
     *
     * @param english with its places in the order of their numbers, beginning with {@code {0}}
     */
    static Sentence of(String english, String other) {
        return new Sentence(List.of(ENGLISH_PLACE.split(english, -1)), other);
    }

    /** How many letters stand fast: of two that fit, the one with more of them is meant. */
    int length() {
        return parts.stream().mapToInt(String::length).sum();
    }

    /**
     * The values, if this is what was said. Each is as short as can be; looking for them takes no
     * longer than reading what was said, whatever stands in it.
     */
    Optional<List<String>> valuesIn(String said) {
        if (!said.startsWith(parts.getFirst())) {
            return Optional.empty();
        }
        List<String> values = new ArrayList<>();
        int at = parts.getFirst().length();
        for (int i = 1; i < parts.size(); i++) {
            String part = parts.get(i);
            boolean last = i == parts.size() - 1;
            int next = last ? said.length() - part.length() : said.indexOf(part, at);
            if (next < at || !said.startsWith(part, next)) {
                return Optional.empty();
            }
            values.add(said.substring(at, next));
            at = next + part.length();
        }
        return at == said.length() ? Optional.of(values) : Optional.empty();
    }

    /**
     * The other form with these values in it.
     *
     * @param texts the text of a value, by where such texts stand and the value
     */
    String with(List<String> values, BinaryOperator<String> texts) {
        return PLACE.matcher(other)
                .replaceAll(place -> {
                    String value = values.get(Integer.parseInt(place.group(1)));
                    String where = place.group(2);
                    return Matcher.quoteReplacement(
                            where == null ? value : texts.apply(where, value));
                });
    }
}
