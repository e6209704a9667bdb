package io.vestnik.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a run of the matrix was asked to do.
 *
 * @param rounds of each case, or as many as the case itself wants
 * @param only ids of the cases that are wanted; all when empty
 * @param longToo whether cases that take many minutes are wanted
 * @param report page to write
 */
record Options(
        @Nullable Integer rounds,
        long seed,
        List<String> only,
        boolean longToo,
        @Nullable Path report) {
    Options {
        only = List.copyOf(only);
    }

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    static Options parse(String... arguments) {
        Options options = new Options(null, 1, List.of(), false, null);
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--long")) {
                options = options.withLong();
            } else if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " is unknown, or needs a value");
            } else {
                options = options.with(arguments[i], arguments[++i]);
            }
        }
        return options;
    }

    private Options withLong() {
        return new Options(rounds, seed, only, true, report);
    }

    private Options with(String name, String value) {
        return switch (name) {
            case "--rounds" ->
                    new Options(Math.toIntExact(number(name, value)), seed, only, longToo, report);
            case "--seed" -> new Options(rounds, number(name, value), only, longToo, report);
            case "--only" -> new Options(rounds, seed, list(value), longToo, report);
            case "--report" -> new Options(rounds, seed, only, longToo, Path.of(value));
            default -> throw new IllegalArgumentException(name + " is unknown");
        };
    }

    private static List<String> list(String value) {
        return Arrays.stream(value.split(",", -1))
                .map(each -> each.strip().toUpperCase(Locale.ROOT))
                .toList();
    }

    private static long number(String name, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException(name + " takes a number, not " + value, wrong);
        }
    }
}
