package io.vestnik.delivery;

import io.vestnik.contract.Priority;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a slow lane, such as the domain of some recipients, does not take all the places
 * of a sender, nor one whose messages have to wait for each other. A lane is slow while one of its
 * attempts takes long, and until one has ended in time.
 */
final class Lanes {
    /** What takes longer than this is slow. */
    static final Duration SLOW = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(Lanes.class);

    /** A slow lane may have one place of so many. */
    private static final int SHARE = 8;

    /** One that goes one by one may have one of so many: one that is sent, and those that wait. */
    private static final int SHARE_ONE_BY_ONE = 4;

    /** For each that a lane which goes one by one may have, so many more messages wait for it. */
    private static final int SEATS_EACH = 2;

    /** The seats of all lanes, for each place; well below what the broker sends ahead. */
    private static final int SEATS_OF_ALL = 8;

    /** On a seat: half of the time after which a message would count as vanished. */
    private static final long LONGEST_NANOS = Duration.ofSeconds(15).toNanos();

    private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();

    /** Others count as there for so long after the last one was seen. */
    private static final long OTHERS_NANOS = Duration.ofSeconds(10).toNanos();

    /** Slow lanes that are remembered though nothing is under way on them. */
    private static final int MOST_REMEMBERED = 1000;

    private final int mostOfSlow;
    private final int mostOneByOne;
    private final Predicate<String> oneByOne;
    private final long slowNanos;
    private final LongSupplier nanoTime;
    private final Map<String, Lane> lanes = new HashMap<>();
    private final Bench bench;

    /** When lanes that were not slow were seen last: of all of them, the two latest will do. */
    private Seen latest;

    private Seen latestOther;

    /** A place on a lane, taken until it is closed. */
    interface Pass extends AutoCloseable {
        @Override
        void close();
    }

    private static final class Lane {
        int taken;
        final Deque<Long> sending = new ArrayDeque<>();
        boolean slow;
    }

    private record Seen(String lane, long at) {}

    /**
     * @param places attempts that are made at the same time
     * @param oneByOne whether the messages of a lane have to wait for each other
     * @param nanoTime as {@link System#nanoTime}
     */
    Lanes(int places, Duration slow, Predicate<String> oneByOne, LongSupplier nanoTime) {
        this.mostOfSlow = Math.max(1, places / SHARE);
        this.mostOneByOne = Math.max(1, places / SHARE_ONE_BY_ONE);
        this.bench = new Bench(SEATS_EACH * mostOneByOne, SEATS_OF_ALL * places);
        this.oneByOne = oneByOne;
        this.slowNanos = slow.toNanos();
        this.nanoTime = nanoTime;
        this.latest = new Seen("", nanoTime.getAsLong() - OTHERS_NANOS);
        this.latestOther = latest;
    }

    /**
     * A place on this lane; empty when it has its share already, and is slow or goes one by one,
     * and when others have waited for it for longer. A slow one has no share while no others want
     * the places: a relay that is slow with everybody is to get all it can take.
     */
    synchronized Optional<Pass> enter(String name) {
        Lane lane = lanes.computeIfAbsent(name, _ -> new Lane());
        if (oneByOne.test(name) ? isFull(name, lane) : isSlowAndHasItsShare(name, lane)) {
            return Optional.empty();
        }
        lane.taken++;
        return Optional.of(() -> leave(name, lane));
    }

    private boolean isFull(String name, Lane lane) {
        return lane.taken >= mostOneByOne || bench.anybodyWaitsFor(name);
    }

    /** A seat to {@link #await} a place on; empty when there is none, or the lane has no need. */
    synchronized Optional<Bench.Seat> seat(String name, Priority priority) {
        Optional<Bench.Seat> seat =
                oneByOne.test(name) ? bench.take(name, priority) : Optional.empty();
        if (seat.isPresent()) {
            // A place may have become free since there was none.
            callNext(name, lanes.computeIfAbsent(name, _ -> new Lane()));
        }
        return seat;
    }

    /**
     * Waits on this seat, which is free again afterwards.
     *
     * @param wanted whether to go on waiting; asked ten times a second
     * @return a place; empty when there was none within 15 s or when it is not wanted any more
     */
    Optional<Pass> await(Bench.Seat seat, BooleanSupplier wanted) {
        long begun = nanoTime.getAsLong();
        while (!seat.called
                && wanted.getAsBoolean()
                && nanoTime.getAsLong() - begun < LONGEST_NANOS
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
        return rise(seat);
    }

    private synchronized Optional<Pass> rise(Bench.Seat seat) {
        Lane lane = lanes.get(seat.lane);
        if (seat.called && lane != null) {
            return Optional.of(() -> leave(seat.lane, lane));
        }
        bench.leave(seat);
        return Optional.empty();
    }

    private void callNext(String name, Lane lane) {
        while (lane.taken < mostOneByOne) {
            Optional<Bench.Seat> next = bench.next(name);
            if (next.isEmpty()) {
                return;
            }
            lane.taken++;
            next.get().called = true;
            LockSupport.unpark(next.get().thread);
        }
    }

    private boolean isSlowAndHasItsShare(String name, Lane lane) {
        Long oldest = lane.sending.peekFirst();
        if (oldest != null && isLong(oldest)) {
            become(name, lane, true);
        }
        long now = nanoTime.getAsLong();
        if (!lane.slow) {
            see(name, now);
            return false;
        }
        return lane.taken >= mostOfSlow && othersSeen(name, now);
    }

    private void see(String name, long now) {
        if (!latest.lane.equals(name)) {
            latestOther = latest;
        }
        latest = new Seen(name, now);
    }

    /** A lane that is alone needs to leave no place to anybody, however fast it was before. */
    private boolean othersSeen(String name, long now) {
        Seen other = latest.lane.equals(name) ? latestOther : latest;
        return now - other.at < OTHERS_NANOS;
    }

    /** How many attempts of this lane may be with the far side at the same time, right now. */
    synchronized int mostWithTheFarSide(String name) {
        if (oneByOne.test(name)) {
            return 1;
        }
        Lane lane = lanes.get(name);
        boolean limited = lane != null && lane.slow && othersSeen(name, nanoTime.getAsLong());
        return limited ? mostOfSlow : Integer.MAX_VALUE;
    }

    /** Sends on this lane, and learns how long that takes: a slow database is not the lane's. */
    Outcome timed(String name, Supplier<Outcome> send) {
        if (oneByOne.test(name)) {
            return send.get();
        }
        Long begun = nanoTime.getAsLong();
        begin(name, begun);
        try {
            return send.get();
        } finally {
            end(name, begun);
        }
    }

    private synchronized void begin(String name, Long begun) {
        lanes.computeIfAbsent(name, _ -> new Lane()).sending.addLast(begun);
    }

    private synchronized void end(String name, Long begun) {
        boolean slow = isLong(begun);
        Lane lane = lanes.get(name);
        if (lane != null) {
            lane.sending.removeFirstOccurrence(begun);
            become(name, lane, slow);
            forgetIfIdle(name, lane);
        }
    }

    private synchronized void leave(String name, Lane lane) {
        lane.taken--;
        callNext(name, lane);
        forgetIfIdle(name, lane);
    }

    private void forgetIfIdle(String name, Lane lane) {
        boolean remembered = lane.slow && lanes.size() <= MOST_REMEMBERED;
        if (lane.taken == 0 && lane.sending.isEmpty() && !remembered) {
            lanes.remove(name);
        }
    }

    private boolean isLong(long begun) {
        return nanoTime.getAsLong() - begun > slowNanos;
    }

    private static void become(String name, Lane lane, boolean slow) {
        if (lane.slow != slow) {
            lane.slow = slow;
            log.info(
                    "{} is {}", name, slow ? "slow, and gets a share of the places" : "fast again");
        }
    }
}
