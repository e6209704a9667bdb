package io.vestnik.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.ShutdownSignalException;
import io.vestnik.contract.Topology;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What tests get from the shared broker. */
class RabbitBrokerIT {
    private final VirtualHost host = RabbitBroker.shared().createVirtualHost();
    private Connection connection;
    private Channel channel;

    @BeforeEach
    void connect() throws Exception {
        connection = host.connectionFactory().newConnection();
        channel = connection.createChannel();
    }

    @AfterEach
    void leave() throws IOException {
        connection.close();
        host.close();
    }

    @Test
    void thereIsOneBrokerForAllTests() {
        assertThat(RabbitBroker.shared()).isSameAs(RabbitBroker.shared());
    }

    @Test
    void nobodyStopsTheBrokerOfAllTests() {
        RabbitBroker shared = RabbitBroker.shared();

        assertThatThrownBy(shared::kill).hasMessageContaining("RabbitBroker.own()");
        assertThatThrownBy(shared::stop).hasMessageContaining("RabbitBroker.own()");
        assertThatThrownBy(shared::close).hasMessageContaining("RabbitBroker.own()");
    }

    @Test
    void anExpiredMessageWalksFromItsWaitQueueToTheWorkQueue() throws Exception {
        Ladder.declare(channel);

        Ladder.publish(channel, Topology.RETRY, Ladder.RETRY, 1);

        await().atMost(Duration.ofSeconds(10)).until(() -> host.ready(Ladder.SEND) == 1);
        GetResponse arrived = channel.basicGet(Ladder.SEND, true);
        assertThat(arrived.getBody()).asString(StandardCharsets.UTF_8).isEqualTo("message 0");
        assertThat(arrived.getEnvelope().getRoutingKey()).isEqualTo("email.retry.1s");
    }

    @Test
    void theDepthTellsReadyFromUnacked() throws Exception {
        Ladder.declare(channel);
        Ladder.publish(channel, Topology.SEND, "email.send", 3);
        channel.basicGet(Ladder.SEND, false);

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(host.depth(Ladder.SEND)).isEqualTo(new QueueDepth(3, 2, 1)));
        assertThat(host.ready(Ladder.SEND)).isEqualTo(2);
    }

    @Test
    void aVirtualHostKnowsItsOwnQueuesOnly() throws Exception {
        Ladder.declare(channel);

        try (VirtualHost other = RabbitBroker.shared().createVirtualHost()) {
            assertThat(host.queues())
                    .containsExactly("email.manual", "email.retry.1s", "email.send");
            assertThat(other.queues()).isEmpty();
        }
    }

    @Test
    void aUserMayDoWhatItIsGrantedAndNothingElse() throws Exception {
        Ladder.declare(channel);
        Login api = host.createUser("vestnik-api", "^$", "^vestnik\\.send$", "^$");
        host.permitTopic(api, Topology.SEND, "^[a-z]+\\.send(\\.(high|low))?$", "^$");

        assertThat(isPublished(api, Topology.SEND, "email.send")).isTrue();
        assertThat(isPublished(api, Topology.SEND, "email.other")).isFalse();
        assertThat(isPublished(api, Topology.RETRY, Ladder.RETRY)).isFalse();
    }

    private boolean isPublished(Login login, String exchange, String key) throws Exception {
        Connection theirs = host.connectionFactory(login).newConnection();
        try {
            Ladder.publish(theirs.createChannel(), exchange, key, 1);
            return true;
        } catch (ShutdownSignalException refused) {
            return false;
        } finally {
            theirs.abort();
        }
    }

    @Test
    void aMissingQueueHasNoDepth() {
        assertThatThrownBy(() -> host.ready("nowhere")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> host.depth("nowhere"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("404");
    }
}
