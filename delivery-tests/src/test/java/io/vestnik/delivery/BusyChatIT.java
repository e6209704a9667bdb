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
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/** Messages of a lane that goes one by one wait for each other, and keep nothing from anybody. */
class BusyChatIT {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    private static final String QUEUE = Topology.sendQueue(Channel.EMAIL, Priority.NORMAL);

    private final FarSide farSide = new FarSide();
    private final CountDownLatch end = new CountDownLatch(1);
    private PostgresDatabase database;
    private VirtualHost broker;
    private CachingConnectionFactory connections;
    private Notifications notifications;
    private RunningSender sender;

    @BeforeEach
    void start() {
        database = PostgresDatabase.migratedDatabase();
        broker = RabbitBroker.shared().createVirtualHost();
        notifications = new Notifications(database);
        farSide.takesOneByOne("chat.example");
    }

    /** Of its four places the lane may have one, and two messages may wait for it. */
    private void start(String waits) {
        connections = RunningSender.connect(broker, broker.host(), broker.port());
        sender =
                new RunningSender(
                        connections, database.dataSource(database.emailSender()), farSide, waits);
    }

    @AfterEach
    void stop() {
        end.countDown();
        sender.close();
        broker.close();
        database.close();
    }

    private List<UUID> post(int count, String recipient) {
        return IntStream.range(0, count)
                .mapToObj(_ -> notifications.post(sender.template(), recipient))
                .toList();
    }

    private void holdTheChat() {
        farSide.does((delivery, handover) -> {
            if (delivery.recipient().endsWith("@chat.example")) {
                awaitQuietly(end);
            }
            return farSide.accept(delivery, handover);
        });
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitArrival(List<UUID> ids) {
        await().atMost(LONGEST).until(() -> ids.stream().allMatch(id -> farSide.copies(id) == 1));
    }

    @Test
    void theyGoOnOneAfterTheOtherWithoutSittingOutAWait() {
        start("1h");
        farSide.does((delivery, handover) -> {
            LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
            return farSide.accept(delivery, handover);
        });

        List<UUID> burst = post(3, "ann@chat.example");

        awaitArrival(burst);
        await().atMost(LONGEST)
                .untilAsserted(() ->
                        assertThat(burst)
                                .allSatisfy(id ->
                                        assertThat(notifications.attempts(id))
                                                .containsExactly("1/1 accepted done")));
    }

    @Test
    void whileTheyWaitTheyHoldNoClaimAndNoPlace() {
        start("1h");
        holdTheChat();
        List<UUID> burst = post(3, "ann@chat.example");
        await().atMost(LONGEST).until(() -> broker.depth(QUEUE).unacked() == 3);

        awaitArrival(post(20, "bob@example.com"));

        assertThat(burst.stream().filter(id -> !notifications.attempts(id).isEmpty())).hasSize(1);
    }

    @Test
    void aSenderThatStopsHandsThemBackAtOnce() {
        start("1h");
        holdTheChat();
        post(3, "ann@chat.example");
        await().atMost(LONGEST).until(() -> broker.depth(QUEUE).unacked() == 3);

        Thread stopping = Thread.ofPlatform().start(sender::close);

        await().atMost(AT_ONCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> broker.ready(QUEUE) == 2);
        assertThat(stopping.isAlive()).isTrue();
    }

    @Test
    void whenTheConnectionBreaksTheyComeAgainAndArriveOnce() {
        start("1s");
        holdTheChat();
        List<UUID> burst = post(3, "ann@chat.example");
        await().atMost(LONGEST).until(() -> broker.depth(QUEUE).unacked() == 3);

        connections.resetConnection();
        await().atMost(LONGEST).until(sender::isConsuming);
        end.countDown();

        awaitArrival(burst);
        await().atMost(LONGEST)
                .until(() ->
                        burst.stream().allMatch(id -> notifications.status(id).equals("sent")));
        assertThat(farSide.arrivals()).isEqualTo(3);
    }
}
