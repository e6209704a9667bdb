package io.vestnik.bench;

import io.vestnik.bench.load.Extra;
import io.vestnik.bench.load.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run of the bench was asked to do.
 *
 * @param workload what it does
 * @param json where the figures are kept
 */
record BenchOptions(Workload workload, Path json) {
    private static final Set<String> FLAGS = Set.of("--quick", "--jfr", "--slow", "--two-senders");
    private static final Set<String> VALUES =
            Set.of(
                    "--posts",
                    "--connections",
                    "--rate",
                    "--seconds",
                    "--smtp-connections",
                    "--grown",
                    "--soak",
                    "--overtake",
                    "--json");
    private static final int MOST_CONNECTIONS = 1_000;
    private static final int MOST_POSTS = 10_000_000;
    private static final int MOST_PER_SECOND = 100_000;
    private static final int MOST_MINUTES = 1_440;
    private static final int MOST_SECONDS = 86_400;

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    static BenchOptions parse(String... arguments) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            if (FLAGS.contains(arguments[i])) {
                given.put(arguments[i], "");
            } else if (!VALUES.contains(arguments[i])) {
                throw new IllegalArgumentException(arguments[i] + " is unknown");
            } else if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " needs a value");
            } else {
                given.put(arguments[i], arguments[++i]);
            }
        }
        return of(given);
    }

    private static BenchOptions of(Map<String, String> given) {
        Extra extra = extra(given);
        boolean quick = given.containsKey("--quick");
        Workload workload =
                new Workload(
                        quick ? 2_000 : 30_000,
                        number(given, "--posts", quick ? 5_000 : 50_000, MOST_POSTS),
                        number(given, "--connections", 32, MOST_CONNECTIONS),
                        number(given, "--rate", 200, MOST_PER_SECOND),
                        number(given, "--seconds", quick ? 15 : 60, MOST_SECONDS),
                        quick ? 4 : 15,
                        quick ? 10_000 : 40_000,
                        given.containsKey("--jfr"),
                        extra,
                        sender(given));
        return new BenchOptions(
                workload, Path.of(given.getOrDefault("--json", "bench/target/" + file(extra))));
    }

    /** A longer run is no run that the next usual one could be compared with. */
    private static String file(@Nullable Extra extra) {
        return extra == null ? "bench.json" : "bench-" + extra.name() + ".json";
    }

    private static @Nullable Extra extra(Map<String, String> given) {
        List<Extra> extras = new ArrayList<>();
        for (String name : given.keySet()) {
            switch (name) {
                case "--slow" -> extras.add(new Extra.Slow());
                case "--two-senders" -> extras.add(new Extra.TwoSenders());
                case "--grown" -> extras.add(new Extra.Grown(number(given, name, 1, MOST_POSTS)));
                case "--soak" -> extras.add(new Extra.Soak(number(given, name, 1, MOST_MINUTES)));
                case "--overtake" ->
                        extras.add(new Extra.Overtake(number(given, name, 1, MOST_POSTS)));
                default -> {}
            }
        }
        if (extras.size() > 1) {
            throw new IllegalArgumentException(
                    "--grown, --slow, --two-senders, --soak and --overtake are one run each");
        }
        return extras.isEmpty() ? null : extras.getFirst();
    }

    private static Map<String, String> sender(Map<String, String> given) {
        String name = "--smtp-connections";
        return given.containsKey(name)
                ? Map.of("VESTNIK_SMTP_CONNECTIONS", "" + number(given, name, 1, MOST_CONNECTIONS))
                : Map.of();
    }

    private static int number(Map<String, String> given, String name, int usual, int most) {
        String value = given.get(name);
        if (value == null) {
            return usual;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException wrong) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "%s takes a number from 1 to %d, not %s".formatted(name, most, value));
    }
}
