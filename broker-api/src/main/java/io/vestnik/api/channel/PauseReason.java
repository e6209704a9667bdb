package io.vestnik.api.channel;

import io.vestnik.api.problem.ProblemException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks why somebody pauses or resumes: one line of 1 to {@value #LONGEST} characters. */
public final class PauseReason {
    static final int LONGEST = 500;

    /** Controls, line ends, invisible format characters, halves of characters. */
    private static final Pattern FORBIDDEN =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}&&[^\\u200C\\u200D]]");

    private PauseReason() {}

    /**
     * The reason, which must be there.
     *
     * @throws ProblemException 400 naming the field
     */
    public static String required(@Nullable String reason) {
        if (reason == null) {
            throw ProblemException.invalid("reason", "is missing");
        }
        return checked(reason);
    }

    /** The reason, or null when there is none. */
    public static @Nullable String optional(@Nullable String reason) {
        return reason == null ? null : checked(reason);
    }

    private static String checked(String reason) {
        if (reason.isBlank()) {
            throw ProblemException.invalid("reason", "must not be empty");
        }
        if (reason.length() > LONGEST) {
            throw ProblemException.invalid("reason", "is longer than " + LONGEST + " characters");
        }
        if (FORBIDDEN.matcher(reason).find()) {
            throw ProblemException.invalid(
                    "reason", "must not contain line ends, control or invisible characters");
        }
        return reason;
    }
}
