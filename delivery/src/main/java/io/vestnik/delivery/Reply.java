package io.vestnik.delivery;

import java.util.regex.Pattern;

/**
 * What the far side said, or what happened instead, in words that a person reads in the history.
 *
 * @param text never empty, at most {@link #MAX_LENGTH} characters, without control characters
 */
public record Reply(String text) {
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cc}+");

    /** Longer words are cut. */
    public static final int MAX_LENGTH = 500;

    /** Cuts, and turns line ends and other control characters into spaces. */
    public Reply {
        text = CONTROLS.matcher(text).replaceAll(" ").strip();
        if (text.length() > MAX_LENGTH) {
            text = text.substring(0, MAX_LENGTH - 1) + "…";
        }
        if (text.isEmpty()) {
            text = "(no words)";
        }
    }

    /** A reply of these words. */
    public static Reply of(String text) {
        return new Reply(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
