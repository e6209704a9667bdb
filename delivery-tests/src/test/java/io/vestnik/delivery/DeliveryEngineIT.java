package io.vestnik.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.contract.DeliveryHeaders;
import io.vestnik.contract.Topology;
import io.vestnik.testkit.PostgresDatabase;
import io.vestnik.testkit.RabbitBroker;
import io.vestnik.testkit.VirtualHost;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** The engine between a real broker and a real database, with a far side that obeys. */
class DeliveryEngineIT {
    private static final String SEND = "email.send";
    private static final String MANUAL = "email.manual";

    private static final FarSide farSide = new FarSide();
    private static PostgresDatabase database;
    private static VirtualHost broker;
    private static Notifications notifications;
    private static RunningSender sender;
    private static RabbitTemplate template;

    @BeforeAll
    static void start() {
        database = PostgresDatabase.migratedDatabase();
        broker = RabbitBroker.shared().createVirtualHost();
        notifications = new Notifications(database);
        sender = new RunningSender(broker, database, farSide, "1s,2s");
        template = sender.template();
    }

    @AfterAll
    static void stop() {
        sender.close();
        broker.close();
        database.close();
    }

    @BeforeEach
    void tidy() {
        farSide.does(farSide::accept);
        new RabbitAdmin(template).purgeQueue(MANUAL);
    }

    private void awaitStatus(UUID id, String status) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(notifications.status(id)).isEqualTo(status));
    }

    private void awaitReady(String queue, long messages) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(broker.ready(queue)).isEqualTo(messages));
    }

    @Test
    void aNotificationIsSentOnceWhenTheFarSideTakesIt() {
        UUID id = notifications.post(template);

        awaitStatus(id, "sent");

        assertThat(farSide.copies(id)).isEqualTo(1);
        assertThat(notifications.attempts(id)).containsExactly("1/1 accepted done");
        awaitReady(SEND, 0);
    }

    @Test
    void aFarSideThatIsDownForAWhileGetsItByTheLadder() {
        AtomicInteger tries = new AtomicInteger();
        farSide.does((delivery, handover) ->
                tries.incrementAndGet() < 3
                        ? FarSide.defer(delivery, handover)
                        : farSide.accept(delivery, handover));

        UUID id = notifications.post(template);

        awaitStatus(id, "sent");
        assertThat(notifications.attempts(id))
                .containsExactly("1/1 deferred retry", "1/2 deferred retry", "1/3 accepted done");
        assertThat(broker.queues())
                .contains(
                        "email.manual",
                        "email.retry.1s",
                        "email.retry.2s",
                        "email.send",
                        "email.send.high",
                        "email.send.low");
    }

    @Test
    void afterTheLastAttemptItWaitsForAPerson() {
        farSide.does(FarSide::defer);

        UUID id = notifications.post(template);

        awaitStatus(id, "manual");
        awaitReady(MANUAL, 1);
        assertThat(notifications.attempts(id)).hasSize(3).last().isEqualTo("1/3 deferred park");
        Message parked = template.receive(MANUAL);
        assertThat(parked.getMessageProperties().getHeaders())
                .containsEntry(DeliveryHeaders.PARKED, "exhausted")
                .containsEntry(DeliveryHeaders.REASON, "451 try later")
                .containsEntry(DeliveryHeaders.ATTEMPT, 3);
    }

    @Test
    void aRefusedMessageIsNotTriedAgain() {
        farSide.does((_, _) -> new Outcome.Refused(Reply.of("550 no such user")));

        UUID id = notifications.post(template);

        awaitStatus(id, "manual");
        awaitReady(MANUAL, 1);
        assertThat(notifications.attempts(id)).containsExactly("1/1 refused park");
    }

    @Test
    void anUncertainMessageIsSentAgainOrHeldAsTheCallerWished() {
        farSide.does((_, handover) -> {
            handover.begin();
            return new Outcome.Uncertain(Reply.of("lost after the final dot"));
        });

        UUID held = notifications.post(template, "hold", 3);
        awaitStatus(held, "manual");
        UUID resent = notifications.post(template, "resend", 2);
        awaitStatus(resent, "manual");

        assertThat(notifications.attempts(held)).containsExactly("1/1 uncertain park");
        assertThat(notifications.attempts(resent))
                .containsExactly("1/1 uncertain retry", "1/2 uncertain park");
    }

    @Test
    void copiesOfAMessageAreSentOnce() {
        UUID id = notifications.accept();
        IntStream.range(0, 20)
                .forEach(_ ->
                        template.send(Topology.SEND, SEND, Notifications.message(id, "resend", 3)));

        awaitStatus(id, "sent");
        awaitReady(SEND, 0);
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(10))
                .until(() -> farSide.copies(id) == 1);
        assertThat(notifications.attempts(id)).containsExactly("1/1 accepted done");
    }

    @Test
    void poisonIsParkedOnceWithItsBytesAndDoesNotDelayItsNeighbours() {
        Message poison = MessageBuilder.withBody("{\"not\": a task".getBytes(UTF_8)).build();
        for (int i = 0; i < 20; i++) {
            template.send(Topology.SEND, SEND, poison);
        }
        List<UUID> good =
                IntStream.range(0, 50).mapToObj(_ -> notifications.post(template)).toList();

        good.forEach(id -> awaitStatus(id, "sent"));
        awaitReady(MANUAL, 20);
        assertThat(template.receive(MANUAL).getBody()).isEqualTo(poison.getBody());
    }

    @Test
    void aMessageOfAnUnknownNotificationIsParked() {
        template.send(Topology.SEND, SEND, Notifications.message(UUID.randomUUID(), "resend", 3));

        awaitReady(MANUAL, 1);
    }

    @Test
    void aMessageThatAPersonMovesBackBeginsANewCycle() {
        farSide.does((_, _) -> new Outcome.Refused(Reply.of("550 full moon")));
        UUID id = notifications.post(template);
        awaitReady(MANUAL, 1);
        farSide.does(farSide::accept);

        template.send("", SEND, template.receive(MANUAL));

        awaitStatus(id, "sent");
        assertThat(notifications.attempts(id))
                .containsExactly("1/1 refused park", "2/2 accepted done");
        assertThat(farSide.copies(id)).isEqualTo(1);
    }

    @Test
    void anOutcomeThatCannotBeRecordedYetIsKeptAndNothingIsSentTwice() {
        var revoked = new AtomicBoolean();
        farSide.does((delivery, handover) -> {
            Outcome taken = farSide.accept(delivery, handover);
            mayUpdate("revoke", "from");
            revoked.set(true);
            return taken;
        });
        UUID id = notifications.post(template);
        await().untilTrue(revoked);

        mayUpdate("grant", "to");

        awaitStatus(id, "sent");
        assertThat(farSide.copies(id)).isEqualTo(1);
        assertThat(notifications.attempts(id)).containsExactly("1/1 accepted done");
    }

    private void mayUpdate(String verb, String preposition) {
        notifications
                .jdbc()
                .sql("%s update on attempt %s vestnik_sender".formatted(verb, preposition))
                .update();
    }

    @Test
    void aDefectOfTheChannelBeforeTheHandoverIsTriedAgain() {
        farSide.does((_, _) -> {
            throw new IllegalStateException("a defect");
        });
        UUID id = notifications.post(template, "hold", 2);

        awaitStatus(id, "manual");
        assertThat(notifications.attempts(id))
                .containsExactly("1/1 deferred retry", "1/2 deferred park");
    }

    @Test
    void aQueueThatSomebodyDeletesIsDeclaredAgain() throws Exception {
        try (var connection = broker.connectionFactory().newConnection()) {
            connection.createChannel().queueDelete("email.retry.1s");
        }
        AtomicInteger tries = new AtomicInteger();
        farSide.does((delivery, handover) ->
                tries.incrementAndGet() < 2
                        ? FarSide.defer(delivery, handover)
                        : farSide.accept(delivery, handover));

        UUID id = notifications.post(template);

        awaitStatus(id, "sent");
        assertThat(notifications.attempts(id))
                .containsExactly("1/1 deferred retry", "1/2 accepted done");
    }

    @Test
    void aCopyThatComesWhileTheNextAttemptWaitsBeginsNoSecondChain() {
        farSide.does(FarSide::defer);
        UUID id = notifications.post(template);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> notifications.attempts(id).contains("1/2 deferred retry"));
        Message copy = Notifications.message(id, "resend", 3);
        copy.getMessageProperties().setHeader(DeliveryHeaders.ATTEMPT, 2);

        template.send(Topology.SEND, SEND, copy);

        awaitStatus(id, "manual");
        for (String queue : List.of(SEND, "email.retry.1s", "email.retry.2s")) {
            awaitReady(queue, 0);
        }
        awaitReady(MANUAL, 1);
        assertThat(notifications.attempts(id)).hasSize(3);
    }
}
