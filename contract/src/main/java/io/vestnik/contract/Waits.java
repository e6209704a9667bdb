package io.vestnik.contract;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes and reads waits the way people do: {@code 15s}, {@code 1m}, {@code 1h30m}, {@code 1d}. */
public final class Waits {
    private static final Pattern WAIT =
            Pattern.compile("(?:(\\d{1,4})d)?(?:(\\d{1,5})h)?(?:(\\d{1,6})m)?(?:(\\d{1,8})s)?");

    private Waits() {}

    /**
     * The shortest form of a wait, largest unit first: {@code 90s} is written {@code 1m30s}.
     *
     * @param wait whole seconds, at least one
     */
    public static String format(Duration wait) {
        checkWholeSeconds(wait);
        StringBuilder text = new StringBuilder();
        // Hours stay hours up to two days: operators say "24h" of a wait, hardly "1d".
        boolean inDays = wait.compareTo(Duration.ofDays(2)) >= 0;
        append(text, inDays ? wait.toDays() : 0, 'd');
        append(text, inDays ? wait.toHoursPart() : wait.toHours(), 'h');
        append(text, wait.toMinutesPart(), 'm');
        append(text, wait.toSecondsPart(), 's');
        return text.toString();
    }

    private static void append(StringBuilder text, long amount, char unit) {
        if (amount > 0) {
            text.append(amount).append(unit);
        }
    }

    /**
     * Reads one wait.
     *
     * @throws IllegalArgumentException when the text is no wait of at least one second
     */
    public static Duration parse(String text) {
        var matcher = WAIT.matcher(text.strip());
        if (text.isBlank() || !matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no wait; write it like 15s, 1m, 1h30m or 1d");
        }
        Duration wait =
                Duration.ofDays(number(matcher.group(1)))
                        .plusHours(number(matcher.group(2)))
                        .plusMinutes(number(matcher.group(3)))
                        .plusSeconds(number(matcher.group(4)));
        checkWholeSeconds(wait);
        return wait;
    }

    /** Reads a list of waits separated by commas, in order, repetitions included. */
    public static List<Duration> parseList(String text) {
        return Arrays.stream(text.split(",", -1)).map(Waits::parse).toList();
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static void checkWholeSeconds(Duration wait) {
        if (wait.compareTo(Duration.ofSeconds(1)) < 0 || wait.toNanosPart() != 0) {
            throw new IllegalArgumentException(
                    "A wait is a whole number of seconds and at least 1s, not " + wait);
        }
    }
}
