package io.vestnik.delivery.rabbit;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.ShutdownSignalException;
import io.vestnik.contract.Channel;
import io.vestnik.contract.Priority;
import io.vestnik.contract.Topology;
import io.vestnik.delivery.retry.RetrySchedule;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;

/**
 * Declares what {@link Topology} names for one channel. What is there already stays; wait queues of
 * an earlier schedule are left alone and drain by themselves.
 */
final class RabbitTopology {
    private static final Logger log = LoggerFactory.getLogger(RabbitTopology.class);

    /**
     * A quorum queue outlives a killed broker only about a second after it was declared; of 100
     * messages confirmed before, none was left.
     */
    private static final long SETTLING_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    private final Channel channel;
    private final SortedSet<Duration> rungs;
    private final ConnectionFactory connections;

    RabbitTopology(Channel channel, RetrySchedule schedule, ConnectionFactory connections) {
        this.channel = channel;
        this.rungs = schedule.rungs();
        this.connections = connections;
    }

    /**
     * Declares everything; new queues are bound, and so reachable, only once they have settled.
     *
     * @throws UnfitBrokerException when a queue is there that cannot keep the promise
     */
    synchronized void declare() {
        try (Connection connection = connections.createConnection()) {
            BrokerVersion.of(connection).check();
            declareExchanges(connection);
            boolean anyNew = false;
            for (Map.Entry<String, Map<String, Object>> queue : queues().entrySet()) {
                anyNew |= declareQueue(connection, queue.getKey(), queue.getValue());
            }
            if (anyNew) {
                LockSupport.parkNanos(SETTLING_NANOS);
            }
            bind(connection);
        }
    }

    /**
     * Declares everything, and the wait queue of a rung that the schedule may not have any more: a
     * step that was decided under an earlier schedule is still to be taken.
     */
    synchronized void declareWith(Duration rung) {
        rungs.add(rung);
        declare();
    }

    private Map<String, Map<String, Object>> queues() {
        Map<String, Map<String, Object>> queues = new LinkedHashMap<>();
        queues.put(Topology.manualQueue(channel), Topology.manualQueueArguments());
        for (Priority priority : Priority.IN_ORDER) {
            queues.put(Topology.sendQueue(channel, priority), Topology.sendQueueArguments(channel));
        }
        for (Duration wait : rungs) {
            queues.put(Topology.retryQueue(channel, wait), Topology.retryQueueArguments(wait));
        }
        return queues;
    }

    private static void declareExchanges(Connection connection) {
        on(
                connection,
                rabbit -> {
                    for (String exchange :
                            new String[] {Topology.SEND, Topology.RETRY, Topology.MANUAL}) {
                        rabbit.exchangeDeclare(exchange, BuiltinExchangeType.TOPIC, true);
                    }
                });
    }

    private static boolean declareQueue(
            Connection connection, String name, Map<String, Object> arguments) {
        boolean isNew = !exists(connection, name);
        try {
            on(connection, rabbit -> rabbit.queueDeclare(name, true, false, false, arguments));
        } catch (AmqpFailure refused) {
            if (refused.code != AMQP.PRECONDITION_FAILED) {
                throw refused;
            }
            throw new UnfitBrokerException(
                    ("The queue %s is there, but not as it has to be: %s. Move its messages, delete it,"
                                    + " and start again; it is to have the arguments %s")
                            .formatted(name, refused.getMessage(), arguments));
        }
        if (isNew) {
            log.info("Declared the queue {}", name);
        }
        return isNew;
    }

    private static boolean exists(Connection connection, String name) {
        try {
            on(connection, rabbit -> rabbit.queueDeclarePassive(name));
            return true;
        } catch (AmqpFailure notFound) {
            return false;
        }
    }

    private void bind(Connection connection) {
        on(
                connection,
                rabbit -> {
                    rabbit.queueBind(
                            Topology.manualQueue(channel),
                            Topology.MANUAL,
                            Topology.everyKeyOf(channel));
                    for (Priority priority : Priority.IN_ORDER) {
                        bind(rabbit, priority);
                    }
                    // Last, so that at no time a key leads nowhere.
                    rabbit.queueUnbind(
                            Topology.sendQueue(channel, Priority.NORMAL),
                            Topology.SEND,
                            Topology.formerSendBinding(channel));
                });
    }

    private void bind(com.rabbitmq.client.Channel rabbit, Priority priority) throws IOException {
        for (String key : Topology.sendBindings(channel, priority)) {
            rabbit.queueBind(Topology.sendQueue(channel, priority), Topology.SEND, key);
        }
        for (Duration wait : rungs) {
            rabbit.queueBind(
                    Topology.retryQueue(channel, wait),
                    Topology.RETRY,
                    Topology.retryKey(channel, wait, priority));
        }
    }

    @FunctionalInterface
    private interface Declaration {
        void run(com.rabbitmq.client.Channel rabbit) throws IOException;
    }

    /** Each on a channel of its own, because the broker closes the channel with its refusal. */
    private static void on(Connection connection, Declaration declaration) {
        com.rabbitmq.client.Channel rabbit = connection.createChannel(false);
        try {
            declaration.run(rabbit);
        } catch (IOException refused) {
            throw failure(refused);
        } finally {
            closeQuietly(rabbit);
        }
    }

    private static void closeQuietly(com.rabbitmq.client.Channel rabbit) {
        try {
            rabbit.close();
        } catch (Exception alreadyClosed) {
            log.trace("The channel was closed already", alreadyClosed);
        }
    }

    private static AmqpFailure failure(IOException refused) {
        @Nullable Throwable cause = refused.getCause();
        return cause instanceof ShutdownSignalException shutdown
                        && shutdown.getReason() instanceof AMQP.Channel.Close close
                ? new AmqpFailure(close.getReplyCode(), close.getReplyText(), refused)
                : new AmqpFailure(0, String.valueOf(refused.getMessage()), refused);
    }

    /** A refusal with the broker's code, or a failure of the connection, with none. */
    private static final class AmqpFailure extends AmqpException {
        private static final long serialVersionUID = 1L;
        private final int code;

        AmqpFailure(int code, String reason, IOException cause) {
            super(reason, cause);
            this.code = code;
        }
    }
}
