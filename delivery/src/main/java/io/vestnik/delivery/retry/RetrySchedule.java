package io.vestnik.delivery.retry;

import io.vestnik.contract.Waits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The waits between attempts, as a list that an operator can read.
 *
 * @param waits the wait after the first failed attempt, after the second, and so on; the last one
 *     repeats. Each becomes a wait queue of its own.
 */
public record RetrySchedule(List<Duration> waits) {
    /**
     * RabbitMQ takes times to live below 2^32 ms; this leaves room and is long enough for anybody.
     */
    private static final Duration LONGEST = Duration.ofDays(14);

    /** Refuses an empty schedule, and waits below one second or above 14 days. */
    public RetrySchedule {
        waits = List.copyOf(waits);
        if (waits.isEmpty()) {
            throw new IllegalArgumentException("A retry schedule needs at least one wait");
        }
        for (Duration wait : waits) {
            if (wait.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "The wait " + Waits.format(wait) + " is longer than 14 days");
            }
        }
    }

    /** Reads a schedule such as {@code 10s,1m,5m}. */
    public static RetrySchedule parse(String waits) {
        return new RetrySchedule(Waits.parseList(waits));
    }

    /**
     * The wait after a failed attempt: never shorter than what the far side asked for, unless that
     * is longer than every rung.
     *
     * @param failed how many attempts have failed by now, at least 1
     * @param notBefore what the far side asked for
     */
    public Duration after(int failed, @Nullable Duration notBefore) {
        Duration rung = waits.get(Math.min(failed, waits.size()) - 1);
        if (notBefore == null || notBefore.compareTo(rung) <= 0) {
            return rung;
        }
        return Optional.ofNullable(rungs().ceiling(notBefore)).orElseGet(() -> rungs().last());
    }

    /** The longest wait of at most this length, or the shortest of all. */
    public Duration atMost(Duration limit) {
        return Optional.ofNullable(rungs().floor(limit)).orElseGet(() -> rungs().first());
    }

    /** The different waits, shortest first: one wait queue each. */
    public TreeSet<Duration> rungs() {
        return new TreeSet<>(waits);
    }

    /** Attempts that use up the whole schedule: the first one, and one after each wait. */
    public int attempts() {
        return waits.size() + 1;
    }

    /** Time from the first attempt to the last one when all fail at once. */
    public Duration horizon() {
        return waits.stream().reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public String toString() {
        return waits.stream().map(Waits::format).collect(Collectors.joining(","));
    }
}
