package io.vestnik.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.vestnik.contract.Priority;
import io.vestnik.contract.Topology;
import io.vestnik.testkit.PostgresDatabase;
import io.vestnik.testkit.RabbitBroker;
import io.vestnik.testkit.VirtualHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A quorum queue that is killed in its first second comes back empty, whatever it had confirmed; so
 * a sender binds its queues only when they are older.
 */
@Tag("versions")
class FreshQueuesIT {
    private static final int MESSAGES = 20;

    @Test
    void whatIsConfirmedRightAfterTheFirstStartSurvivesAKill() throws Exception {
        try (RabbitBroker server = RabbitBroker.own();
                PostgresDatabase database = PostgresDatabase.migratedDatabase()) {
            VirtualHost broker = server.createVirtualHost();
            Notifications notifications = new Notifications(database);
            FarSide farSide = new FarSide();
            farSide.does((delivery, handover) -> FarSide.defer(delivery, handover));
            List<UUID> ids = new ArrayList<>();
            try (RunningSender _ = new RunningSender(broker, database, farSide, "2s")) {
                for (int i = 0; i < MESSAGES; i++) {
                    ids.add(notifications.accept("resend", 50));
                }
                publish(broker, ids);
                server.kill();
                farSide.does(farSide::accept);
                server.restart();

                await().atMost(Duration.ofSeconds(90))
                        .untilAsserted(() ->
                                assertThat(ids)
                                        .allMatch(id -> notifications.status(id).equals("sent")));
            }
        }
    }

    private static void publish(VirtualHost broker, List<UUID> ids) throws Exception {
        try (Connection connection = broker.connectionFactory().newConnection()) {
            Channel channel = connection.createChannel();
            channel.confirmSelect();
            for (UUID id : ids) {
                var message = Notifications.message(id, "resend", 50);
                channel.basicPublish(
                        Topology.SEND,
                        Topology.sendKey(io.vestnik.contract.Channel.EMAIL, Priority.NORMAL),
                        new BasicProperties.Builder()
                                .deliveryMode(2)
                                .contentType("application/json")
                                .messageId(id.toString())
                                .headers(message.getMessageProperties().getHeaders())
                                .build(),
                        message.getBody());
            }
            channel.waitForConfirmsOrDie(20_000);
        }
    }
}
