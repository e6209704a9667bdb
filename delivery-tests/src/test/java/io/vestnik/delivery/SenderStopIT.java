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
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A sender that stops keeps nothing from the others but what it is sending. */
class SenderStopIT {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    private static final int WAITING = 10;

    private final FarSide farSide = new FarSide();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<UUID> waiting = new ArrayList<>();
    private PostgresDatabase database;
    private VirtualHost broker;
    private Notifications notifications;
    private RunningSender stopping;
    private Thread stop;
    private UUID underWay;

    @BeforeEach
    void stopOneInTheMiddleOfAnAttempt() {
        database = PostgresDatabase.migratedDatabase();
        broker = RabbitBroker.shared().createVirtualHost();
        notifications = new Notifications(database);
        farSide.does((delivery, handover) -> {
            awaitQuietly(end);
            return farSide.accept(delivery, handover);
        });
        stopping = new RunningSender(broker, database, farSide, "2s", 1);
        underWay = notifications.post(stopping.template(), Priority.NORMAL);
        await().atMost(LONGEST).until(() -> !notifications.attempts(underWay).isEmpty());
        for (int i = 0; i < WAITING; i++) {
            waiting.add(notifications.post(stopping.template(), Priority.NORMAL));
        }
        waiting.add(notifications.post(stopping.template(), Priority.HIGH));
        awaitHeld(Priority.NORMAL, WAITING + 1);
        awaitHeld(Priority.HIGH, 1);
        stop = Thread.ofPlatform().start(stopping::close);
    }

    @AfterEach
    void close() throws Exception {
        end.countDown();
        stop.join();
        broker.close();
        database.close();
    }

    private void awaitHeld(Priority priority, long messages) {
        String queue = Topology.sendQueue(Channel.EMAIL, priority);
        await(queue).atMost(LONGEST).until(() -> broker.depth(queue).unacked() == messages);
    }

    private void awaitReady(Priority priority, long messages, Duration within) {
        String queue = Topology.sendQueue(Channel.EMAIL, priority);
        await(queue)
                .atMost(within)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> broker.ready(queue) == messages);
    }

    @Test
    void whatHasNotBegunIsReadyForOthersWhileItsLastAttemptGoesOn() {
        awaitReady(Priority.NORMAL, WAITING, AT_ONCE);
        awaitReady(Priority.HIGH, 1, AT_ONCE);

        assertThat(stop.isAlive()).isTrue();
        assertThat(notifications.attempts(underWay)).containsExactly("1/1 open -");
    }

    @Test
    void itTakesNoMoreOfThoseThatHaveAConsumerWithoutMessages() {
        awaitReady(Priority.NORMAL, WAITING, AT_ONCE);

        notifications.post(stopping.template(), Priority.LOW);

        await().during(Duration.ofSeconds(1))
                .atMost(LONGEST)
                .until(() -> broker.ready(Topology.sendQueue(Channel.EMAIL, Priority.LOW)) == 1);
    }

    @Test
    void anotherSendsThemMeanwhileAndNothingGoesTwice() throws Exception {
        farSide.does(farSide::accept);
        try (RunningSender _ = new RunningSender(broker, database, farSide, "2s", 1)) {
            await().atMost(LONGEST)
                    .until(() -> waiting.stream().allMatch(id -> farSide.copies(id) == 1));
            assertThat(stop.isAlive()).isTrue();
            end.countDown();
            stop.join();
            await().atMost(LONGEST).until(() -> notifications.status(underWay).equals("sent"));
        }

        waiting.add(underWay);
        assertThat(waiting)
                .allSatisfy(id -> {
                    assertThat(farSide.copies(id)).isEqualTo(1);
                    assertThat(notifications.attempts(id)).containsExactly("1/1 accepted done");
                });
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
