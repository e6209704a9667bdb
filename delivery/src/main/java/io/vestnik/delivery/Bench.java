package io.vestnik.delivery;

import io.vestnik.contract.Priority;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where messages wait until their lane has a place for them, the most urgent first. It has few
 * seats, because who sits there keeps a message from all other senders. Guarded by its user.
 */
final class Bench {
    private final int mostOfLane;
    private final int most;
    private final Map<String, OfLane> lanes = new HashMap<>();
    private int taken;

    /** One that is waited on; who is called has a place on the lane, and no seat any more. */
    static final class Seat {
        final String lane;
        final Priority priority;
        final Thread thread = Thread.currentThread();
        volatile boolean called;

        Seat(String lane, Priority priority) {
            this.lane = lane;
            this.priority = priority;
        }
    }

    private static final class OfLane {
        final Map<Priority, Deque<Seat>> seats = new EnumMap<>(Priority.class);
        final Turns turns = new Turns();

        OfLane() {
            Priority.IN_ORDER.forEach(priority -> seats.put(priority, new ArrayDeque<>()));
        }

        Deque<Seat> of(Priority priority) {
            return Objects.requireNonNull(seats.get(priority));
        }

        int asUrgentAs(Priority priority) {
            return Priority.IN_ORDER.stream()
                    .filter(other -> other.compareTo(priority) <= 0)
                    .mapToInt(other -> of(other).size())
                    .sum();
        }

        boolean isEmpty() {
            return seats.values().stream().allMatch(Deque::isEmpty);
        }
    }

    /**
     * @param mostOfLane seats of one lane; those of less urgent messages do not count
     * @param most seats of all lanes together
     */
    Bench(int mostOfLane, int most) {
        this.mostOfLane = mostOfLane;
        this.most = most;
    }

    Optional<Seat> take(String name, Priority priority) {
        OfLane lane = lanes.get(name);
        if (taken >= most || (lane != null && lane.asUrgentAs(priority) >= mostOfLane)) {
            return Optional.empty();
        }
        Seat seat = new Seat(name, priority);
        lanes.computeIfAbsent(name, _ -> new OfLane()).of(priority).addLast(seat);
        taken++;
        return Optional.of(seat);
    }

    /** Whose turn it is; it has left its seat then. */
    Optional<Seat> next(String name) {
        OfLane lane = lanes.get(name);
        if (lane == null) {
            return Optional.empty();
        }
        Optional<Seat> next =
                lane.turns
                        .next(priority -> !lane.of(priority).isEmpty())
                        .map(priority -> lane.of(priority).getFirst());
        next.ifPresent(this::leave);
        return next;
    }

    void leave(Seat seat) {
        OfLane lane = lanes.get(seat.lane);
        if (lane != null && lane.of(seat.priority).remove(seat)) {
            taken--;
            if (lane.isEmpty()) {
                lanes.remove(seat.lane);
            }
        }
    }

    boolean anybodyWaitsFor(String name) {
        return lanes.containsKey(name);
    }
}
