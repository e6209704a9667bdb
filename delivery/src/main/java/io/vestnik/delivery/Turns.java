package io.vestnik.delivery;

import io.vestnik.contract.Priority;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Says whose turn it is: the most urgent priority's that waits. One that waits is passed over only
 * so often: otherwise one that always comes would keep the others out for ever.
 */
final class Turns {
    /** So many turns go to more urgent ones; then this one has its own. */
    static final int PASSED_OVER_AT_MOST = 15;

    private final Map<Priority, Integer> passedOver = new EnumMap<>(Priority.class);

    /** Whose turn it is of those that wait, if any; it is taken with that. */
    Optional<Priority> next(Predicate<Priority> waits) {
        Priority next = null;
        for (Priority priority : Priority.IN_ORDER) {
            if (waits.test(priority)) {
                boolean overdue = passedOver(priority) >= PASSED_OVER_AT_MOST;
                if (next == null || (overdue && passedOver(next) < PASSED_OVER_AT_MOST)) {
                    next = priority;
                }
            }
        }
        if (next != null) {
            count(next, waits);
        }
        return Optional.ofNullable(next);
    }

    private void count(Priority chosen, Predicate<Priority> waits) {
        passedOver.remove(chosen);
        for (Priority other : Priority.IN_ORDER) {
            if (other.compareTo(chosen) > 0 && waits.test(other)) {
                passedOver.merge(other, 1, Integer::sum);
            }
        }
    }

    private int passedOver(Priority priority) {
        return passedOver.getOrDefault(priority, 0);
    }
}
