package io.vestnik.bench.load;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Which mails the far side has taken, when, and how often. */
final class Arrivals {
    private final Map<UUID, Arrival> byId = new ConcurrentHashMap<>();
    private final LongAdder total = new LongAdder();
    private final LongAdder nameless = new LongAdder();
    private final AtomicLong first = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong last = new AtomicLong(Long.MIN_VALUE);

    /**
     * One notification at the far side.
     *
     * @param at of its first mail, on the clock of {@link System#nanoTime}
     * @param times how many mails of it there were
     */
    record Arrival(long at, int times) {
        Arrival again() {
            return new Arrival(at, times + 1);
        }
    }

    /** A mail was taken; one without an id is only counted. */
    void took(@Nullable UUID id, long now) {
        if (id == null) {
            nameless.increment();
        } else {
            byId.merge(id, new Arrival(now, 1), (first, _) -> first.again());
            first.accumulateAndGet(now, Math::min);
            last.accumulateAndGet(now, Math::max);
        }
        total.increment();
    }

    /** All mails. */
    long total() {
        return total.sum();
    }

    /** Mails that name no notification. */
    long nameless() {
        return nameless.sum();
    }

    /** From now on, {@link #first} is that of what is still to come. */
    void forgetFirst() {
        first.set(Long.MAX_VALUE);
    }

    /** When the first mail that names a notification was taken. */
    long first() {
        return first.get();
    }

    /** When the newest mail that names a notification was taken. */
    long last() {
        return last.get();
    }

    /** What is known of one notification. */
    @Nullable Arrival of(UUID id) {
        return byId.get(id);
    }

    /** How many of these have not come. */
    long missing(Collection<UUID> ids) {
        return ids.stream().filter(id -> !byId.containsKey(id)).count();
    }

    /** Mails beyond the first of each notification. */
    long duplicates() {
        return byId.values().stream().mapToLong(arrival -> arrival.times() - 1L).sum();
    }

    /** Notifications that came, though not among these. */
    long strangers(Collection<UUID> ids) {
        return byId.keySet().stream().filter(id -> !ids.contains(id)).count();
    }

    /** How many notifications have come. */
    int notifications() {
        return byId.size();
    }
}
