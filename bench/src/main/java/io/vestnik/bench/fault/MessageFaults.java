package io.vestnik.bench.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import io.vestnik.bench.world.Service;
import io.vestnik.contract.DeliveryTask;
import io.vestnik.contract.Priority;
import io.vestnik.contract.Topology;
import io.vestnik.testkit.VirtualHost;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** Faults that lie in the messages themselves. */
final class MessageFaults {
    private static final io.vestnik.contract.Channel EMAIL = io.vestnik.contract.Channel.EMAIL;

    private static final String NEWER = "\"version\":" + (DeliveryTask.VERSION + 1);

    private MessageFaults() {}

    static List<FaultCase> all() {
        return List.of(
                FaultCase.of(
                        "F29",
                        "Messages of a neighbouring version",
                        "fields of a newer version are passed over; a newer layout is parked, and"
                                + " its notification is published again in ours",
                        2,
                        MessageFaults::skew));
    }

    /** Catches messages on their way and gives them the look of another version. */
    private static void skew(Round round) throws Exception {
        Service sender = round.world().sender();
        int exit = sender.terminate(Duration.ofSeconds(35));
        round.check(exit == 143, "the sender ended with " + exit);
        round.post(30, 100);
        round.awaitPosted();
        round.awaitUntil("all are published", () -> round.unpublished() == 0);
        int changed =
                rewrite(
                        round.world().host(),
                        30,
                        body -> body.replaceFirst("\\{", "{\"colour\":{\"of\":[1,2]},"),
                        body -> body.replaceFirst("\"version\":\\d+", NEWER));
        round.check(changed == 30, "only " + changed + " messages were in the queue");
        round.count(changed);
        sender.start();
        // The parked half is found by the repair, which leaves the broker 30 s.
        round.awaitUntil("all are sent", Duration.ofSeconds(75), () -> round.in("sent") == 30);
        int parked = takeOutOfManual(round);
        round.check(parked >= 15, "of 15 messages in a newer layout " + parked + " are parked");
    }

    /** Copies of what was sent by another message in the meantime. */
    private static int takeOutOfManual(Round round) throws IOException, TimeoutException {
        int taken = 0;
        try (Connection connection =
                round.world().host().connectionFactory().newConnection("taking out")) {
            Channel channel = connection.createChannel();
            for (GetResponse next = channel.basicGet(Topology.manualQueue(EMAIL), false);
                    next != null;
                    next = channel.basicGet(Topology.manualQueue(EMAIL), false)) {
                boolean newer = new String(next.getBody(), UTF_8).contains(NEWER);
                if (newer) {
                    channel.basicAck(next.getEnvelope().getDeliveryTag(), false);
                    taken++;
                }
            }
        }
        return taken;
    }

    /** Every second message one way, and the others another way. */
    private static int rewrite(
            VirtualHost host, int most, UnaryOperator<String> one, UnaryOperator<String> other)
            throws IOException, TimeoutException {
        int done = 0;
        try (Connection connection = host.connectionFactory().newConnection("another version")) {
            Channel channel = connection.createChannel();
            channel.confirmSelect();
            for (; done < most; done++) {
                GetResponse message =
                        channel.basicGet(Topology.sendQueue(EMAIL, Priority.NORMAL), false);
                if (message == null) {
                    break;
                }
                String body = new String(message.getBody(), UTF_8);
                publish(channel, message, (done % 2 == 0 ? one : other).apply(body));
            }
        }
        return done;
    }

    private static void publish(Channel channel, GetResponse message, String body)
            throws IOException, TimeoutException {
        BasicProperties as = message.getProps();
        channel.basicPublish(
                Topology.SEND, Topology.sendKey(EMAIL, Priority.NORMAL), as, body.getBytes(UTF_8));
        try {
            channel.waitForConfirmsOrDie(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        channel.basicAck(message.getEnvelope().getDeliveryTag(), false);
    }
}
