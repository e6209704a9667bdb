package io.vestnik.bench.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;

/** What became of the posts of one phase, written by many threads at once. */
final class Posted {
    private static final long HIGHEST_NANOS = 120_000_000_000L;
    private static final int DIGITS = 3;

    private final Map<UUID, Long> acceptedAt = new ConcurrentHashMap<>();
    private final Map<String, Integer> refused = new ConcurrentHashMap<>();
    private final ConcurrentHistogram latency = new ConcurrentHistogram(HIGHEST_NANOS, DIGITS);
    private final AtomicLong first = new AtomicLong(Long.MAX_VALUE);

    /** A post begins. */
    void begin(long now) {
        first.accumulateAndGet(now, Math::min);
    }

    /**
     * It was answered.
     *
     * @param since when it was to begin
     */
    void answered(ApiConnection.Answer answer, long since, long now) {
        if (answer.isAccepted()) {
            answer.ids().forEach(id -> acceptedAt.put(id, now));
            latency.recordValue(Math.min(HIGHEST_NANOS, Math.max(0, now - since)));
        } else {
            failed("" + answer.status());
        }
    }

    /** It was not answered, or not with 202. */
    void failed(String why) {
        refused.merge(why, 1, Integer::sum);
    }

    /** All that were accepted, each with the moment of its 202. */
    Map<UUID, Long> acceptedAt() {
        return acceptedAt;
    }

    /** Posts that were not accepted, by what was said. */
    Map<String, Integer> refused() {
        return new TreeMap<>(refused);
    }

    /** From the moment a post was due to its 202. */
    Latencies accept() {
        return Latencies.of(latency);
    }

    /** From the 202 to the reply to the final dot; 0 where the mail was faster. */
    Latencies delivery(Arrivals arrivals) {
        var histogram = new ConcurrentHistogram(HIGHEST_NANOS, DIGITS);
        acceptedAt.forEach((id, at) -> {
            Arrivals.Arrival arrival = arrivals.of(id);
            if (arrival != null) {
                long took = Math.max(0, arrival.at() - at);
                histogram.recordValue(Math.min(HIGHEST_NANOS, took));
            }
        });
        return Latencies.of(histogram);
    }

    /** When the first post began, on the clock of {@link System#nanoTime}. */
    long first() {
        return first.get();
    }
}
