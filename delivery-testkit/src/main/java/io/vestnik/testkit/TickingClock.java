package io.vestnik.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it; for any number of threads. */
public final class TickingClock extends Clock {
    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    private TickingClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    /** A clock in UTC that shows this time. */
    public static TickingClock at(Instant start) {
        return new TickingClock(new AtomicReference<>(start), ZoneOffset.UTC);
    }

    /** Moves it on; a negative time moves it back. */
    public void advance(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    /** Moves it to this time, forwards or backwards. */
    public void set(Instant time) {
        now.set(time);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** The same clock seen from another zone: it moves with this one. */
    @Override
    public TickingClock withZone(ZoneId other) {
        return new TickingClock(now, other);
    }
}
