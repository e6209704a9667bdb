package io.vestnik.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.BuiltinExchangeType;
import io.vestnik.contract.Channel;
import io.vestnik.contract.Priority;
import io.vestnik.contract.Topology;
import io.vestnik.testkit.PostgresDatabase;
import io.vestnik.testkit.RabbitBroker;
import io.vestnik.testkit.VirtualHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** High goes before normal before low, and each comes back to where it came from. */
class PriorityIT {
    private static final Logger log = LoggerFactory.getLogger(PriorityIT.class);

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int BACKLOG = 3_000;
    private static final int URGENT = 60;

    private final FarSide farSide = new FarSide();
    private PostgresDatabase database;
    private VirtualHost broker;
    private Notifications notifications;
    private @Nullable RunningSender sender;

    @BeforeEach
    void start() {
        database = PostgresDatabase.migratedDatabase();
        broker = RabbitBroker.shared().createVirtualHost();
        notifications = new Notifications(database);
    }

    @AfterEach
    void stop() {
        if (sender != null) {
            sender.close();
        }
        broker.close();
        database.close();
    }

    private RunningSender startSender(int places) {
        RunningSender started = new RunningSender(broker, database, farSide, "2s,10m", places);
        sender = started;
        return started;
    }

    private void awaitReady(String queue, long messages) {
        await().atMost(LONGEST)
                .untilAsserted(() -> assertThat(broker.ready(queue)).isEqualTo(messages));
    }

    private void awaitCopies(UUID id, long copies) {
        await().atMost(LONGEST)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> farSide.copies(id) == copies);
    }

    /** From here until the far side has it. */
    private Duration timeOf(RunningSender at, Priority priority) {
        long begun = System.nanoTime();
        awaitCopies(notifications.post(at.template(), priority), 1);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Test
    void highOvertakesABacklogOfLowWhichGoesOnMeanwhile() {
        farSide.does((delivery, handover) -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            return farSide.accept(delivery, handover);
        });
        RunningSender at = startSender(4);
        notifications.postMany(at.template(), Priority.LOW, BACKLOG);
        await().atMost(LONGEST).until(() -> farSide.arrivals() > 0);

        int before = farSide.arrivals();
        List<Duration> times = new ArrayList<>();
        IntStream.range(0, URGENT).forEach(_ -> times.add(timeOf(at, Priority.HIGH)));
        int lowMeanwhile = farSide.arrivals() - before - URGENT;

        Collections.sort(times);
        log.info(
                "High behind {} low: median {} ms, slowest {} ms; {} low meanwhile",
                BACKLOG,
                times.get(URGENT / 2).toMillis(),
                times.getLast().toMillis(),
                lowMeanwhile);
        assertThat(broker.ready("email.send.low")).isPositive();
        assertThat(times.getLast()).isLessThan(Duration.ofSeconds(1));
        assertThat(lowMeanwhile).isPositive();
    }

    @Test
    void afterARetryEachComesBackToItsOwnQueue() {
        farSide.does(FarSide::defer);
        RunningSender first = startSender(4);
        Map<Priority, UUID> posted = postOneOfEach(first);
        awaitReady("email.retry.2s", 3);

        first.close();
        sender = null;

        for (Priority priority : Priority.IN_ORDER) {
            awaitReady(Topology.sendQueue(Channel.EMAIL, priority), 1);
        }
        farSide.does(farSide::accept);
        startSender(4);
        posted.values().forEach(id -> awaitCopies(id, 1));
        // The far side has it a moment before that is recorded.
        posted.values()
                .forEach(id ->
                        await().atMost(LONGEST)
                                .untilAsserted(() ->
                                        assertThat(notifications.attempts(id))
                                                .containsExactly(
                                                        "1/1 deferred retry",
                                                        "1/2 accepted done")));
    }

    private Map<Priority, UUID> postOneOfEach(RunningSender at) {
        Map<Priority, UUID> posted = new EnumMap<>(Priority.class);
        Priority.IN_ORDER.forEach(
                priority -> posted.put(priority, notifications.post(at.template(), priority)));
        return posted;
    }

    @Test
    void whatASenderHeldThatDiedIsMadeByTheNextOfEachPriority() {
        CountDownLatch never = new CountDownLatch(1);
        farSide.does((delivery, handover) -> {
            awaitQuietly(never);
            return FarSide.defer(delivery, handover);
        });
        RunningSender first = startSender(4);
        Map<Priority, UUID> posted = postOneOfEach(first);
        await().atMost(LONGEST).until(() -> attemptsUnderWay() == 3);

        first.crash();
        farSide.does(farSide::accept);
        startSender(4);

        posted.values().forEach(id -> awaitCopies(id, 1));
        never.countDown();
    }

    private long attemptsUnderWay() {
        return notifications
                .jdbc()
                .sql("select count(*) from attempt where outcome is null")
                .query(Long.class)
                .single();
    }

    @Test
    void whatWaitsForAPlaceWhenTheSenderStopsGoesBackWithoutAnAttempt() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        farSide.does((delivery, handover) -> {
            awaitQuietly(end);
            return farSide.accept(delivery, handover);
        });
        RunningSender first = startSender(1);
        UUID underWay = notifications.post(first.template(), Priority.NORMAL);
        await().atMost(LONGEST).until(() -> attemptsUnderWay() == 1);
        UUID waiting = notifications.post(first.template(), Priority.HIGH);
        await().atMost(LONGEST).until(() -> broker.depth("email.send.high").unacked() == 1);

        Thread stopping = Thread.ofPlatform().start(first::close);
        sender = null;
        await().atMost(LONGEST).until(() -> stopping.getState() == Thread.State.WAITING);
        end.countDown();
        stopping.join();

        awaitReady("email.send.high", 1);
        assertThat(farSide.copies(underWay)).isEqualTo(1);
        assertThat(notifications.attempts(waiting)).isEmpty();
    }

    @Test
    void theBindingOfAnEarlierVersionIsRemovedSoThatNothingIsDoubled() throws Exception {
        declareAsBefore();
        startSender(1).close();
        sender = null;

        try (var connection = broker.connectionFactory().newConnection("api");
                var channel = connection.createChannel()) {
            channel.basicPublish(Topology.SEND, "email.send.high", null, new byte[1]);
            channel.basicPublish(Topology.SEND, "email.send", null, new byte[1]);
            // As it waited when the version changed.
            channel.basicPublish(Topology.RETRY, "email.retry.2s", null, new byte[1]);
        }

        awaitReady("email.send.high", 1);
        awaitReady("email.send", 2);
        assertThat(broker.ready("email.send.low")).isZero();
    }

    private void declareAsBefore() throws Exception {
        try (var connection = broker.connectionFactory().newConnection("the version before");
                var channel = connection.createChannel()) {
            channel.exchangeDeclare(Topology.SEND, BuiltinExchangeType.TOPIC, true);
            channel.queueDeclare(
                    "email.send", true, false, false, Topology.sendQueueArguments(Channel.EMAIL));
            channel.queueBind("email.send", Topology.SEND, "email.#");
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
