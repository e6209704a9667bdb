package io.vestnik.api.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Says what the outcome of an attempt means, in words for people who do not know ours. */
final class Meaning {
    private Meaning() {}

    /** Of a row of the table attempt; null while it is under way. */
    static @Nullable String of(ResultSet attempt) throws SQLException {
        String outcome = attempt.getString("outcome");
        if (outcome == null) {
            return null;
        }
        String nextStep = String.valueOf(attempt.getString("next_step"));
        return switch (outcome) {
            case "accepted" -> "The far side took the message.";
            case "refused" -> "The far side will never take this message. " + next(nextStep);
            case "deferred" -> {
                String cost = attempt.getBoolean("counted") ? "" : " This cost no attempt.";
                yield deferred(attempt.getString("fault")) + cost + " " + next(nextStep);
            }
            case "uncertain" -> uncertain(nextStep);
            default -> "A newer version of Vestnik wrote this outcome.";
        };
    }

    private static String deferred(@Nullable String fault) {
        return switch (String.valueOf(fault)) {
            case "unreachable" -> "Nobody could get through to the far side; it has nothing.";
            case "set-up" -> "Our own set-up is at fault; the far side has nothing.";
            default -> "The far side did not take the message this time.";
        };
    }

    private static String uncertain(String nextStep) {
        String doubt =
                "Nobody can say whether the far side took the message: the connection broke after"
                        + " all of it was handed over, or we stopped before its answer was"
                        + " written down.";
        return switch (nextStep) {
            case "retry" ->
                    doubt
                            + " It is sent again, so the recipient may get it twice; every copy"
                            + " carries the same Message-ID.";
            case "park" ->
                    doubt
                            + " It is not sent again by itself: look whether the recipient has"
                            + " it, then retry or discard it.";
            default -> doubt;
        };
    }

    private static String next(String step) {
        return switch (step) {
            case "retry" -> "It is tried again.";
            case "park" -> "It waits for a person now.";
            default -> "";
        };
    }
}
