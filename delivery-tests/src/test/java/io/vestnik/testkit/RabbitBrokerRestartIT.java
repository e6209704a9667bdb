package io.vestnik.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Connection;
import io.vestnik.contract.Topology;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a broker of one's own keeps when it is killed or stopped. */
class RabbitBrokerRestartIT {
    private static final int MESSAGES = 100;

    private static RabbitBroker broker;

    @BeforeAll
    static void start() {
        broker = RabbitBroker.own();
    }

    @AfterAll
    static void end() {
        broker.close();
    }

    @Test
    void confirmedMessagesSurviveAKill() throws Exception {
        VirtualHost host = withMessages();

        broker.kill();
        assertThatThrownBy(() -> host.connectionFactory().newConnection())
                .isInstanceOf(java.net.ConnectException.class);
        broker.restart();

        assertAllAreThere(host);
    }

    @Test
    void confirmedMessagesSurviveAStop() throws Exception {
        VirtualHost host = withMessages();

        broker.stop();
        broker.restart();

        assertAllAreThere(host);
    }

    private static VirtualHost withMessages() throws Exception {
        VirtualHost host = broker.createVirtualHost();
        try (Connection connection = host.connectionFactory().newConnection()) {
            var channel = connection.createChannel();
            Ladder.declare(channel);
            host.awaitQueuesOnDisk();
            Ladder.publish(channel, Topology.MANUAL, "email.exhausted", MESSAGES);
            Ladder.publish(channel, Topology.RETRY, Ladder.RETRY, MESSAGES);
        }
        return host;
    }

    private static void assertAllAreThere(VirtualHost host) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(host.ready(Ladder.MANUAL)).isEqualTo(MESSAGES));
        // Those that were waiting come out of their wait: none is lost on the way either.
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(host.ready(Ladder.SEND)).isEqualTo(MESSAGES));
    }
}
