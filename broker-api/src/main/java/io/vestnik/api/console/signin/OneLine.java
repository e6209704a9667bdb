package io.vestnik.api.console.signin;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What strangers may have written, as it goes into the log: short, and never a line of its own. */
final class OneLine {
    private static final int LONGEST = 200;

    /** Line ends, control and invisible characters, halves of characters. */
    private static final Pattern UNFIT = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private OneLine() {}

    static String of(@Nullable String text) {
        String all = String.valueOf(text);
        String beginning = all.length() <= LONGEST ? all : all.substring(0, LONGEST) + "…";
        return UNFIT.matcher(beginning).replaceAll("?");
    }
}
