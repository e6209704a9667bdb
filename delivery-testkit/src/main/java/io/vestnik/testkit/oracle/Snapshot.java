package io.vestnik.testkit.oracle;

import com.rabbitmq.client.ConnectionFactory;
import io.vestnik.contract.NotificationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What the database and the broker hold when a run is over.
 *
 * @param unpublished notifications that have a row in the outbox
 */
public record Snapshot(
        List<Notification> notifications,
        List<Attempt> attempts,
        List<Decision> decisions,
        List<UUID> unpublished,
        List<Queue> queues) {
    /** Never shares the caller's lists. */
    public Snapshot {
        notifications = List.copyOf(notifications);
        attempts = List.copyOf(attempts);
        decisions = List.copyOf(decisions);
        unpublished = List.copyOf(unpublished);
        queues = List.copyOf(queues);
    }

    /**
     * A row of the table notification.
     *
     * @param key the client's, from the metadata, see {@link ClientLedger#METADATA}
     * @param attempts number of the newest attempt
     */
    public record Notification(
            UUID id,
            @Nullable String key,
            NotificationStatus status,
            int cycle,
            int attempts,
            int maxAttempts) {}

    /**
     * A row of the table attempt.
     *
     * @param outcome word of it; absent while the attempt is open
     * @param counted whether it counts towards the most that are allowed
     * @param nextStep done, retry or park; absent while the attempt is open
     * @param plannedWait before the next attempt, if there is to be one
     */
    public record Attempt(
            UUID notification,
            int number,
            int cycle,
            Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String outcome,
            boolean counted,
            @Nullable String nextStep,
            @Nullable Duration plannedWait) {}

    /**
     * A row of the table decision.
     *
     * @param cycle the one that was current before it
     * @param action retry, cancel, discard, move or republish
     */
    public record Decision(UUID notification, int cycle, String action) {}

    /**
     * A queue and what is in it.
     *
     * @param messageIds those of its messages, in order; empty where a message has none
     */
    public record Queue(String name, List<String> messageIds) {
        /** Never shares the caller's list. */
        public Queue {
            messageIds = List.copyOf(messageIds);
        }
    }

    /**
     * Looks at both. Take it when the senders are stopped: what they hold is in no queue, and their
     * next message changes the rest.
     *
     * @param queues names of those to look into; one that is not there counts as empty
     */
    public static Snapshot take(
            DataSource database, ConnectionFactory broker, Collection<String> queues) {
        return DatabaseRows.read(database, QueueReader.read(broker, queues));
    }
}
