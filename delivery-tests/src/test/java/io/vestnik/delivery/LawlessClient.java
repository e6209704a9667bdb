package io.vestnik.delivery;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AddressResolver;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Consumer;
import com.rabbitmq.client.Envelope;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A client of RabbitMQ that may break one of our rules behind the back of whoever uses it, and that
 * can be forbidden to connect.
 */
final class LawlessClient extends ConnectionFactory {
    /** What it does otherwise than it is told. */
    enum Offence {
        /** It does as it is told. */
        NONE,
        /** Consumes without acknowledgements: what was delivered is the broker's no more. */
        AUTO_ACK,
        /** Acknowledges a message before anybody has looked at it. */
        ACK_FIRST,
        /** Declares wait queues that forward a message once and do not look after it. */
        AT_MOST_ONCE
    }

    private final Offence offence;
    private volatile boolean forbidden;

    LawlessClient(Offence offence) {
        this.offence = offence;
    }

    /** No connection is made any more. */
    void forbid() {
        forbidden = true;
    }

    @Override
    public Connection newConnection(
            @Nullable ExecutorService executor, AddressResolver addresses, @Nullable String name)
            throws IOException, TimeoutException {
        if (forbidden) {
            throw new IOException("Whoever wants to connect is dead");
        }
        Connection lawful = super.newConnection(executor, addresses, name);
        return Interposed.on(
                Connection.class,
                lawful,
                (_, arguments, call) -> {
                    Object made = call.proceed(arguments);
                    return made instanceof Channel channel ? lawless(channel) : made;
                });
    }

    private Channel lawless(Channel lawful) {
        return Interposed.on(
                Channel.class,
                lawful,
                (method, arguments, call) ->
                        switch (method) {
                            case "basicConsume" -> call.proceed(consuming(lawful, arguments));
                            case "basicAck", "basicNack", "basicReject" ->
                                    acknowledges() ? call.proceed(arguments) : null;
                            case "queueDeclare" -> call.proceed(declaring(arguments));
                            default -> call.proceed(arguments);
                        });
    }

    private boolean acknowledges() {
        return offence == Offence.NONE || offence == Offence.AT_MOST_ONCE;
    }

    private @Nullable Object[] consuming(Channel lawful, @Nullable Object[] arguments) {
        @Nullable Object[] changed = arguments.clone();
        switch (offence) {
            case AUTO_ACK -> changed[1] = true;
            case ACK_FIRST -> {
                int last = changed.length - 1;
                changed[last] = ackingFirst(lawful, changed[last]);
            }
            case NONE, AT_MOST_ONCE -> {}
        }
        return changed;
    }

    private static Consumer ackingFirst(Channel lawful, @Nullable Object consumer) {
        return Interposed.on(
                Consumer.class,
                (Consumer) consumer,
                (method, arguments, call) -> {
                    if (method.equals("handleDelivery")
                            && arguments[1] instanceof Envelope envelope
                            && arguments[2] instanceof BasicProperties) {
                        lawful.basicAck(envelope.getDeliveryTag(), false);
                    }
                    return call.proceed(arguments);
                });
    }

    /** Without its strategy, a queue forwards its dead letters at most once. */
    private @Nullable Object[] declaring(@Nullable Object[] arguments) {
        @Nullable Object[] changed = arguments.clone();
        int last = changed.length - 1;
        if (offence == Offence.AT_MOST_ONCE && last > 0 && changed[last] instanceof Map<?, ?> map) {
            Map<Object, Object> without = new HashMap<>(map);
            without.remove("x-dead-letter-strategy");
            changed[last] = without;
        }
        return changed;
    }
}
