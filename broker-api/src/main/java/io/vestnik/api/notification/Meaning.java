package io.vestnik.api.notification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.stereotype.Component;

/**
 * Says what the outcome of an attempt means, in words for people who do not know ours. A channel
 * has a sentence of its own where its far side differs.
 */
@Component
class Meaning {
    private final MessageSource texts;

    Meaning(MessageSource texts) {
        this.texts = texts;
    }

    /** Of a row of the table attempt; null while it is under way. */
    @Nullable String of(String channel, ResultSet attempt, Locale language) throws SQLException {
        String outcome = attempt.getString("outcome");
        if (outcome == null) {
            return null;
        }
        return sentences(outcome, attempt).stream()
                .map(sentence -> say(sentence, channel, language))
                .collect(Collectors.joining(" "));
    }

    /** As the channel has it, or as it is for all of them. */
    String say(String sentence, String channel, Locale language) {
        String all = "meaning." + sentence;
        return texts.getMessage(
                new DefaultMessageSourceResolvable(new String[] {all + "." + channel, all}),
                language);
    }

    private static List<String> sentences(String outcome, ResultSet attempt) throws SQLException {
        String nextStep = String.valueOf(attempt.getString("next_step"));
        return switch (outcome) {
            case "accepted" -> List.of("accepted");
            case "refused" -> with(nextStep, "refused");
            case "uncertain" -> uncertain(nextStep);
            case "deferred" -> {
                String why = deferred(attempt.getString("fault"));
                yield attempt.getBoolean("counted")
                        ? with(nextStep, why)
                        : with(nextStep, why, "free");
            }
            default -> List.of("newer");
        };
    }

    private static String deferred(@Nullable String fault) {
        return switch (String.valueOf(fault)) {
            case "unreachable" -> "unreachable";
            case "set-up" -> "set-up";
            default -> "deferred";
        };
    }

    private static List<String> uncertain(String nextStep) {
        return switch (nextStep) {
            case "retry" -> List.of("uncertain", "uncertain.retry");
            case "park" -> List.of("uncertain", "uncertain.park");
            default -> List.of("uncertain");
        };
    }

    private static List<String> with(String nextStep, String... sentences) {
        List<String> all = new ArrayList<>(List.of(sentences));
        if (nextStep.equals("retry") || nextStep.equals("park")) {
            all.add("next." + nextStep);
        }
        return all;
    }
}
