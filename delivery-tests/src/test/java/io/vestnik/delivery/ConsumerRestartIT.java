package io.vestnik.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.contract.Channel;
import io.vestnik.contract.Priority;
import io.vestnik.contract.Topology;
import io.vestnik.testkit.PostgresDatabase;
import io.vestnik.testkit.RabbitBroker;
import io.vestnik.testkit.VirtualHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When one priority's consumer ends while the others live, it comes back by itself. */
class ConsumerRestartIT {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final FarSide farSide = new FarSide();
    private final Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();
    private PostgresDatabase database;
    private VirtualHost broker;
    private Notifications notifications;
    private RunningSender sender;

    @BeforeEach
    void start() {
        database = PostgresDatabase.migratedDatabase();
        broker = RabbitBroker.shared().createVirtualHost();
        notifications = new Notifications(database);
        sender = new RunningSender(broker, database, farSide, "2s");
        await().atMost(LONGEST).until(sender::isConsuming);
    }

    @AfterEach
    void stop() {
        sender.close();
        broker.close();
        database.close();
    }

    private void awaitThatItArrives(Priority priority) {
        UUID id = notifications.post(sender.template(), priority);
        await(priority.word()).atMost(LONGEST).until(() -> farSide.copies(id) == 1);
    }

    @ParameterizedTest
    @EnumSource(Priority.class)
    void afterItsQueueWasDeletedAndDeclaredAgainMessagesOfItFlow(Priority priority)
            throws Exception {
        String queue = Topology.sendQueue(Channel.EMAIL, priority);
        try (var connection = broker.connectionFactory().newConnection("an operator")) {
            connection.createChannel().queueDelete(queue);
        }

        for (Priority other : Priority.IN_ORDER) {
            if (other != priority) {
                awaitThatItArrives(other);
            }
        }
        await().atMost(LONGEST).until(() -> broker.queues().contains(queue));
        awaitThatOneArrives(priority);
        await().atMost(LONGEST).until(sender::isConsuming);
    }

    /** As the outbox does, which publishes again what finds no queue yet. */
    private void awaitThatOneArrives(Priority priority) {
        List<UUID> ids = new ArrayList<>();
        await(priority.word())
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    ids.add(notifications.post(sender.template(), priority));
                    return ids.stream().anyMatch(id -> farSide.copies(id) == 1);
                });
    }

    @Test
    void whenItsThreadIsEndedItBeginsAgain() {
        Set<Thread> ended = threadsOf(Priority.LOW);
        assertThat(ended).isNotEmpty();

        ended.forEach(Thread::interrupt);

        await().atMost(LONGEST).until(() -> ended.stream().noneMatch(Thread::isAlive));
        awaitThatItArrives(Priority.HIGH);
        awaitThatItArrives(Priority.LOW);
        await().atMost(LONGEST).until(sender::isConsuming);
    }

    private Set<Thread> threadsOf(Priority priority) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !threadsBefore.contains(thread))
                .filter(thread ->
                        thread.getName()
                                .startsWith(Channel.EMAIL.word() + "-" + priority.word() + "-"))
                .collect(Collectors.toSet());
    }
}
