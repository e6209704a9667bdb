package io.vestnik.api.console.notifications;

import io.vestnik.api.notification.NotificationView.AttemptView;
import io.vestnik.api.notification.NotificationView.DecisionView;
import io.vestnik.contract.Waits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One entry of what happened to a notification, or will. */
public sealed interface Step {
    /** When it happened or will. */
    Instant at();

    /** Which of them it is, for the template. */
    String kind();

    /** It was accepted. */
    record Accepted(Instant at) implements Step {
        @Override
        public String kind() {
            return "accepted";
        }
    }

    /** RabbitMQ has it, and has confirmed that; when, nobody writes down. */
    record Published(Instant at) implements Step {
        @Override
        public String kind() {
            return "published";
        }
    }

    /**
     * A try.
     *
     * @param took from its beginning to its end; absent while it is under way
     * @param waits until the next one, where one was planned
     */
    record Attempted(AttemptView attempt, @Nullable Duration took, @Nullable Duration waits)
            implements Step {
        private static final double DAY = 86_400;
        private static final String UNITS = "dhms";
        private static final Pattern UNIT = Pattern.compile("[" + UNITS + "]");

        @Override
        public Instant at() {
            return attempt.startedAt();
        }

        @Override
        public String kind() {
            return "attempt";
        }

        /**
         * The wait in the shortest form, whole seconds.
         *
         * @param units those of days, hours, minutes and seconds, with a bar between them
         */
        public String waitText(String units) {
            if (waits == null) {
                return "";
            }
            List<String> words = List.of(units.split("\\|", 4));
            String text = Waits.format(Duration.ofSeconds(Math.max(1, seconds(waits))));
            return UNIT.matcher(text)
                    .replaceAll(unit ->
                            Matcher.quoteReplacement(words.get(UNITS.indexOf(unit.group()))))
                    .strip();
        }

        /** How long the bar of the wait is, of 100: a day fills it, and a second can be seen. */
        public double waitLength() {
            return waits == null
                    ? 0
                    : Math.clamp(
                            100 * Math.log1p((double) seconds(waits)) / Math.log1p(DAY), 4, 100);
        }

        private static long seconds(Duration wait) {
            return Math.round(wait.toMillis() / 1000.0);
        }

        /** How the outcome looks. */
        public String look() {
            return switch (String.valueOf(attempt.outcome())) {
                case "accepted" -> "good";
                case "refused" -> "bad";
                case "null" -> "live";
                default -> "wait";
            };
        }
    }

    /** What somebody decided. */
    record Decided(DecisionView decision) implements Step {
        @Override
        public Instant at() {
            return decision.decidedAt();
        }

        @Override
        public String kind() {
            return "decision";
        }
    }

    /** It is to be published as soon as RabbitMQ takes it. */
    record Publishing(Instant at) implements Step {
        @Override
        public String kind() {
            return "publishing";
        }
    }

    /** A try that is planned. */
    record Planned(Instant at, int number) implements Step {
        @Override
        public String kind() {
            return "planned";
        }
    }

    /** Further tries that are planned, the last of them then. */
    record More(Instant at, int tries) implements Step {
        @Override
        public String kind() {
            return "more";
        }
    }

    /** From then on a person is asked, if all tries before fail. */
    record Manual(Instant at) implements Step {
        @Override
        public String kind() {
            return "manual";
        }
    }
}
