package io.vestnik.delivery.rabbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import io.vestnik.testkit.RabbitBroker;
import io.vestnik.testkit.VirtualHost;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AcknowledgementsIT {
    private static final String QUEUE = "acks";
    private static final long PATIENCE = 50;

    private final VirtualHost host = RabbitBroker.shared().createVirtualHost();
    private Connection connection;
    private Channel consuming;
    private Acknowledgements told;
    private long now;

    @BeforeEach
    void deliverFive() throws Exception {
        connection = host.connectionFactory().newConnection("acks");
        try (Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.queueDeclare(QUEUE, true, false, false, Map.of("x-queue-type", "quorum"));
            for (int i = 1; i <= 5; i++) {
                channel.basicPublish(
                        "",
                        QUEUE,
                        MessageProperties.PERSISTENT_BASIC,
                        ("" + i).getBytes(StandardCharsets.UTF_8));
            }
            channel.waitForConfirmsOrDie(10_000);
        }
        consuming = connection.createChannel();
        told = new Acknowledgements(consuming, PATIENCE, () -> now);
        for (int i = 1; i <= 5; i++) {
            await().until(() -> take(consuming) != null);
            told.delivered(i);
        }
    }

    private static GetResponse take(Channel channel) throws Exception {
        return channel.basicGet(QUEUE, false);
    }

    @AfterEach
    void end() throws Exception {
        connection.close();
        host.close();
    }

    /** What the broker has not been told of comes back when the channel is closed. */
    private List<String> comesBack() throws Exception {
        consuming.close();
        List<String> bodies = new ArrayList<>();
        try (Channel channel = connection.createChannel()) {
            int expected = 5;
            await().during(java.time.Duration.ofMillis(300))
                    .until(() -> {
                        GetResponse one = channel.basicGet(QUEUE, true);
                        while (one != null) {
                            bodies.add(new String(one.getBody(), StandardCharsets.UTF_8));
                            one = channel.basicGet(QUEUE, true);
                        }
                        return bodies.size() <= expected;
                    });
        }
        return bodies;
    }

    @Test
    void whatEndedInOrderIsAcknowledgedTogether() throws Exception {
        told.done(2);
        told.done(1);

        assertThat(told.flush()).isFalse();

        assertThat(comesBack()).containsExactly("3", "4", "5");
    }

    @Test
    void whatEndsBeforeItsEldersWaitsForThem() throws Exception {
        told.done(1);
        told.done(4);

        assertThat(told.flush()).isTrue();

        assertThat(comesBack()).containsExactly("2", "3", "4", "5");
    }

    @Test
    void anElderThatTakesLongHoldsUpNobodyForLong() throws Exception {
        told.done(4);
        assertThat(told.flush()).isTrue();
        now += PATIENCE;

        assertThat(told.flush()).isFalse();

        assertThat(comesBack()).containsExactly("1", "2", "3", "5");
    }

    @Test
    void whatIsHandedBackIsNotAcknowledgedWithTheOthers() throws Exception {
        told.done(1);
        told.done(3);
        told.handBack(2, true);

        assertThat(told.flush()).isFalse();

        assertThat(comesBack()).containsExactlyInAnyOrder("2", "4", "5");
    }

    @Test
    void whatIsRejectedIsGone() throws Exception {
        told.handBack(5, false);

        assertThat(told.flush()).isFalse();

        assertThat(comesBack()).containsExactly("1", "2", "3", "4");
    }

    @Test
    void aChannelThatIsGoneIsToldNothing() throws Exception {
        told.done(1);
        consuming.close();

        assertThat(told.isAlive()).isFalse();
        assertThat(told.flush()).isFalse();
        told.handBack(2, true);

        assertThat(connection.isOpen()).isTrue();
    }
}
