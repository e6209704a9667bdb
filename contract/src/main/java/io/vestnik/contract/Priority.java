package io.vestnik.contract;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How urgent a notification is, the most urgent first; each has its own work queue, for priorities
 * within a quorum queue mean something else in every version of RabbitMQ.
 */
public enum Priority {
    /** Somebody waits for it, such as for a code to log in with. */
    HIGH(0),
    /** What a notification is that does not say. */
    NORMAL(1),
    /** It may come later, such as a newsletter. */
    LOW(2);

    /** All of them, the most urgent first. */
    public static final List<Priority> IN_ORDER = List.of(values());

    private final int rank;

    Priority(int rank) {
        this.rank = rank;
    }

    /** The name in JSON and, of the urgent and the patient one, in the names of queues. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its place in the order, as it stands in the database: 0 is the most urgent. */
    public int rank() {
        return rank;
    }

    /** The priority of this name, or empty when there is none. */
    public static Optional<Priority> of(String word) {
        return IN_ORDER.stream().filter(priority -> priority.word().equals(word)).findFirst();
    }

    /** The priority of this name; normal when it is missing, or one that a newer version knows. */
    public static Priority orNormal(@Nullable String word) {
        return word == null ? NORMAL : of(word).orElse(NORMAL);
    }

    /** The priority of this rank; an {@link IndexOutOfBoundsException} when there is none. */
    public static Priority ofRank(int rank) {
        return IN_ORDER.get(rank);
    }

    @Override
    public String toString() {
        return word();
    }
}
