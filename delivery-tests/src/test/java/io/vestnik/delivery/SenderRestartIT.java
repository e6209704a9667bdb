package io.vestnik.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import io.vestnik.testkit.PostgresDatabase;
import io.vestnik.testkit.RabbitBroker;
import io.vestnik.testkit.VirtualHost;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;

/** What becomes of a notification when its sender dies, or starts again with other settings. */
class SenderRestartIT {
    private static final String SEND = "email.send";

    private PostgresDatabase database;
    private VirtualHost broker;
    private Notifications notifications;
    private final FarSide farSide = new FarSide();
    private RunningSender sender;

    @BeforeEach
    void start() {
        database = PostgresDatabase.migratedDatabase();
        broker = RabbitBroker.shared().createVirtualHost();
        notifications = new Notifications(database);
        sender = new RunningSender(broker, database, farSide, "1s,2s");
    }

    @AfterEach
    void stop() {
        sender.close();
        broker.close();
        database.close();
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
    void whatADeadSenderHadHandedOverIsUncertainAndSentAgain() throws Exception {
        CountDownLatch handedOver = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        farSide.does((delivery, handover) -> {
            farSide.accept(delivery, handover);
            handedOver.countDown();
            awaitQuietly(never);
            throw new IllegalStateException("killed");
        });
        UUID id = notifications.post(sender.template());
        handedOver.await();

        sender.crash();
        farSide.does(farSide::accept);
        sender = new RunningSender(broker, database, farSide, "1s,2s");

        awaitStatus(id, "sent");
        never.countDown();
        assertThat(notifications.attempts(id))
                .containsExactly("1/1 uncertain retry", "1/2 accepted done");
        assertThat(farSide.copies(id)).isEqualTo(2);
    }

    @Test
    void whatADeadSenderHadNotHandedOverIsSentOnce() throws Exception {
        CountDownLatch claimed = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        farSide.does((delivery, handover) -> {
            claimed.countDown();
            awaitQuietly(never);
            return farSide.accept(delivery, handover);
        });
        UUID id = notifications.post(sender.template());
        claimed.await();

        sender.crash();
        farSide.does(farSide::accept);
        sender = new RunningSender(broker, database, farSide, "1s,2s");

        awaitStatus(id, "sent");
        // The dead one wakes up, as after a long pause, and finds that it has lost its claim.
        never.countDown();
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(10))
                .until(() -> farSide.copies(id) == 1);
        assertThat(notifications.attempts(id)).containsExactly("1/1 accepted done");
    }

    @Test
    void aStepDecidedUnderAnOldScheduleIsTakenThoughItsQueueIsGone() throws Exception {
        UUID id = notifications.accept();
        notifications
                .jdbc()
                .sql(
                        """
                        with session as (
                            insert into sender_session (sender) values ('old') returning id
                        ), attempted as (
                            insert into attempt (notification_id, number, cycle, session, sender,
                                started_at, finished_at, outcome, next_step, wait_seconds)
                            select ?, 1, 1, id, 'old', now(), now(), 'deferred', 'retry', 4 from session
                        )
                        update notification set attempts = 1, status = 'retrying' where id = ?
                        """)
                .params(id, id)
                .update();

        sender.close();
        queueAsIfItsSenderHadDied(Notifications.message(id, "resend", 3));
        sender = new RunningSender(broker, database, farSide, "1s,2s");

        awaitStatus(id, "sent");
        assertThat(broker.queues()).contains("email.retry.4s");
    }

    private void queueAsIfItsSenderHadDied(Message message) throws Exception {
        var properties = message.getMessageProperties();
        var asSent =
                new AMQP.BasicProperties.Builder()
                        .contentType(properties.getContentType())
                        .messageId(properties.getMessageId())
                        .headers(properties.getHeaders())
                        .build();
        try (var connection = broker.connectionFactory().newConnection();
                var channel = connection.createChannel()) {
            channel.basicPublish("", SEND, asSent, message.getBody());
            await().until(() -> channel.basicGet(SEND, false) != null);
        }
    }

    @Test
    void aNewScheduleStrandsNothingInTheOldWaitQueues() {
        farSide.does(FarSide::defer);
        UUID id = notifications.post(sender.template());
        awaitReady("email.retry.2s", 1);

        sender.close();
        farSide.does(farSide::accept);
        sender = new RunningSender(broker, database, farSide, "3s,5s");

        awaitStatus(id, "sent");
        assertThat(broker.queues()).contains("email.retry.1s", "email.retry.2s", "email.retry.3s");
    }

    @Test
    void aQueueOfTheWrongKindKeepsTheSenderFromStarting() throws Exception {
        try (VirtualHost other = RabbitBroker.shared().createVirtualHost();
                var connection = other.connectionFactory().newConnection()) {
            connection.createChannel().queueDeclare(SEND, true, false, false, null);

            assertThatThrownBy(() -> new RunningSender(other, database, farSide, "1s"))
                    .hasMessageContaining("The queue email.send is there, but not as it has to be")
                    .hasMessageContaining("quorum");
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
