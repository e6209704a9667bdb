package io.vestnik.testkit;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.MessageProperties;
import io.vestnik.contract.Channel;
import io.vestnik.contract.Priority;
import io.vestnik.contract.Topology;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** The product's queues for mail, with one rung of a second, declared by hand. */
final class Ladder {
    static final Duration WAIT = Duration.ofSeconds(1);
    static final String SEND = Topology.sendQueue(Channel.EMAIL, Priority.NORMAL);
    static final String RETRY = Topology.retryQueue(Channel.EMAIL, WAIT);
    static final String MANUAL = Topology.manualQueue(Channel.EMAIL);
    private static final BasicProperties PERSISTENT = MessageProperties.PERSISTENT_BASIC;

    private Ladder() {}

    static void declare(com.rabbitmq.client.Channel channel) throws IOException {
        for (String exchange : new String[] {Topology.SEND, Topology.RETRY, Topology.MANUAL}) {
            channel.exchangeDeclare(exchange, BuiltinExchangeType.TOPIC, true);
        }
        channel.queueDeclare(SEND, true, false, false, Topology.sendQueueArguments(Channel.EMAIL));
        channel.queueDeclare(RETRY, true, false, false, Topology.retryQueueArguments(WAIT));
        channel.queueDeclare(MANUAL, true, false, false, Topology.manualQueueArguments());
        for (String key : Topology.sendBindings(Channel.EMAIL, Priority.NORMAL)) {
            channel.queueBind(SEND, Topology.SEND, key);
        }
        channel.queueBind(
                RETRY, Topology.RETRY, Topology.retryKey(Channel.EMAIL, WAIT, Priority.NORMAL));
        channel.queueBind(MANUAL, Topology.MANUAL, Topology.everyKeyOf(Channel.EMAIL));
    }

    /** Publishes that many messages and returns when the broker has confirmed them all. */
    static void publish(com.rabbitmq.client.Channel channel, String exchange, String key, int count)
            throws IOException, InterruptedException, TimeoutException {
        channel.confirmSelect();
        for (int i = 0; i < count; i++) {
            byte[] body = ("message " + i).getBytes(StandardCharsets.UTF_8);
            channel.basicPublish(exchange, key, true, PERSISTENT, body);
        }
        channel.waitForConfirmsOrDie(20_000);
    }
}
