package io.vestnik.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import io.vestnik.contract.Topology;
import io.vestnik.testkit.Login;
import io.vestnik.testkit.PostgresDatabase;
import io.vestnik.testkit.RabbitBroker;
import io.vestnik.testkit.VirtualHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/**
 * Where versions of RabbitMQ differ, our topology does not: the same is asked of 3.10, 4.0 and 4.3.
 * Run it on one of them by {@code VESTNIK_TEST_RABBITMQ}.
 */
@Tag("versions")
class BrokerDifferencesIT {
    private static final String SEND = "email.send";
    private static final String MANUAL = "email.manual";
    private static final String WAIT = "email.retry.10m";
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** A message that took its sender down this often, and once more, is parked. */
    private static final int DELIVERY_LIMIT = 50;

    /** Three times what 4.x allows by default. */
    private static final int LOOKS = 60;

    private PostgresDatabase database;
    private VirtualHost broker;
    private Notifications notifications;
    private final FarSide farSide = new FarSide();

    @BeforeEach
    void start() {
        database = PostgresDatabase.migratedDatabase();
        broker = RabbitBroker.shared().createVirtualHost();
        notifications = new Notifications(database);
    }

    @AfterEach
    void stop() {
        broker.close();
        database.close();
    }

    private RunningSender sender(String waits) {
        return new RunningSender(broker, database, farSide, waits);
    }

    /** Declares the queues as a sender does, and leaves nobody to consume them. */
    private UUID declareAndPublish(String exchange, String key) throws Exception {
        sender("10m").close();
        UUID id = notifications.accept();
        try (Connection connection = broker.connectionFactory().newConnection()) {
            Channel channel = connection.createChannel();
            channel.confirmSelect();
            channel.basicPublish(
                    exchange, key, null, Notifications.message(id, "resend", 3).getBody());
            channel.waitForConfirmsOrDie(20_000);
        }
        return id;
    }

    private void awaitReady(String queue, long messages) {
        await(queue).atMost(LONGEST).until(() -> broker.ready(queue) == messages);
    }

    private void awaitStatus(UUID id, String status) {
        await().atMost(LONGEST).until(() -> notifications.status(id).equals(status));
    }

    @ParameterizedTest
    @ValueSource(strings = {MANUAL, WAIT})
    void lookingAtAQueueTakesNothingOutOfIt(String queue) throws Exception {
        if (queue.equals(MANUAL)) {
            declareAndPublish(Topology.MANUAL, "email.exhausted");
        } else {
            declareAndPublish(Topology.RETRY, WAIT);
        }
        try (Connection connection = broker.connectionFactory().newConnection()) {
            for (int i = 0; i < LOOKS; i++) {
                Channel channel = connection.createChannel();
                GetResponse message = awaitMessage(channel, queue);
                if (i % 2 == 0) {
                    channel.basicReject(message.getEnvelope().getDeliveryTag(), true);
                } else {
                    channel.basicNack(message.getEnvelope().getDeliveryTag(), false, true);
                }
                channel.close();
            }
        }

        awaitReady(queue, 1);
    }

    private static GetResponse awaitMessage(Channel channel, String queue) {
        return await().atMost(LONGEST)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> channel.basicGet(queue, false), got -> got != null);
    }

    @Test
    void aMessageThatTakesItsSenderDownAgainAndAgainIsParked() throws Exception {
        declareAndPublish(Topology.SEND, SEND);
        try (Connection connection = broker.connectionFactory().newConnection()) {
            for (int deaths = 0; deaths <= DELIVERY_LIMIT; deaths++) {
                Channel channel = connection.createChannel();
                awaitMessage(channel, SEND);
                channel.abort();
            }
            awaitReady(MANUAL, 1);
            GetResponse parked = connection.createChannel().basicGet(MANUAL, true);
            assertThat(parked.getEnvelope().getRoutingKey()).isEqualTo("email.poison");
            assertThat(parked.getProps().getHeaders().get("x-death").toString())
                    .contains("delivery_limit");
        }
        assertThat(broker.ready(SEND)).isZero();
    }

    /** It is counted on 3.10 and 4.0, and not on 4.3, where it comes back for ever. */
    @Test
    void aMessageThatIsHandedBackAgainAndAgainIsNotLost() throws Exception {
        declareAndPublish(Topology.SEND, SEND);
        int given = 0;
        try (Connection connection = broker.connectionFactory().newConnection()) {
            Channel channel = connection.createChannel();
            while (given < 2 * DELIVERY_LIMIT && broker.ready(MANUAL) == 0) {
                GetResponse message = channel.basicGet(SEND, false);
                if (message != null) {
                    given++;
                    channel.basicNack(message.getEnvelope().getDeliveryTag(), false, true);
                }
            }
        }

        assertThat(given).isGreaterThan(DELIVERY_LIMIT);
        await().atMost(LONGEST).until(() -> broker.ready(SEND) + broker.ready(MANUAL) == 1);
    }

    /** With the broker's own headers carried over, 3.10 would drop it as a cycle. */
    @Test
    void aMessagePassesTheSameWaitQueueAsOftenAsItHasAttempts() {
        List<Integer> attempts = new ArrayList<>();
        farSide.does((delivery, handover) -> {
            attempts.add(delivery.attempt());
            return delivery.attempt() < 5
                    ? FarSide.defer(delivery, handover)
                    : farSide.accept(delivery, handover);
        });
        try (RunningSender sender = sender("1s")) {
            UUID id = notifications.post(sender.template(), "resend", 5);

            awaitStatus(id, "sent");
            assertThat(attempts).containsExactly(1, 2, 3, 4, 5);
            assertThat(farSide.copies(id)).isEqualTo(1);
        }
    }

    /** With the rights of definitions.json: 4.3 asks for some where older ones do not. */
    @Test
    void theRightsOfASenderAreEnoughForAllThatASenderDoes() {
        sender("1s").close();
        String own = "^(vestnik\\.(send|retry|manual)|email\\..*)$";
        Login login = broker.createUser("vestnik-email", own, own, own);
        for (String exchange : List.of(Topology.SEND, Topology.RETRY, Topology.MANUAL)) {
            broker.permitTopic(login, exchange, "^email\\..*", "^email\\..*");
        }
        CachingConnectionFactory connections =
                RunningSender.connect(broker, broker.host(), broker.port());
        connections.setUsername(login.user());
        connections.setPassword(login.password());
        AtomicInteger tries = new AtomicInteger();
        farSide.does((delivery, handover) ->
                tries.incrementAndGet() == 1
                        ? FarSide.defer(delivery, handover)
                        : farSide.accept(delivery, handover));
        try (RunningSender sender =
                new RunningSender(
                        connections,
                        database.dataSource(database.emailSender()),
                        farSide,
                        "1s,2s")) {
            UUID id = notifications.post(sender.template());

            awaitStatus(id, "sent");
            assertThat(broker.queues()).contains("email.retry.2s");
        }
    }
}
