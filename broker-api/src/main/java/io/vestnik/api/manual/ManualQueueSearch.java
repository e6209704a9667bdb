package io.vestnik.api.manual;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import io.vestnik.api.manual.ManualRemovals.Wanted;
import io.vestnik.contract.DeliveryHeaders;
import io.vestnik.contract.Topology;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.support.RabbitExceptionTranslator;
import org.springframework.stereotype.Component;

/**
 * Takes messages out of the middle of a manual queue, which AMQP has no word for: it takes all,
 * acknowledges the wanted ones, and closes the channel, so that the others return. RabbitMQ returns
 * many of them in any order, which does not matter where each waits for a person.
 */
@Component
class ManualQueueSearch {
    private final ConnectionFactory broker;

    ManualQueueSearch(ConnectionFactory broker) {
        this.broker = broker;
    }

    /**
     * One walk through the queue; its messages are out of sight meanwhile.
     *
     * @return which of them were found, and now are gone
     */
    Set<Wanted> takeOut(io.vestnik.contract.Channel channel, Collection<Wanted> wanted) {
        try {
            // Not one of the shared channels: closing those does not close them.
            Connection connection = broker.createConnection().getDelegate();
            try (Channel own = connection.createChannel()) {
                return takeOut(own, Topology.manualQueue(channel), wanted);
            }
        } catch (IOException | TimeoutException e) {
            throw RabbitExceptionTranslator.convertRabbitAccessException(e);
        }
    }

    private static Set<Wanted> takeOut(Channel broker, String queue, Collection<Wanted> wanted)
            throws IOException {
        Map<String, Wanted> byMessageId =
                wanted.stream()
                        .collect(
                                Collectors.toMap(
                                        one -> one.notification().toString(),
                                        one -> one,
                                        ManualQueueSearch::later));
        Set<UUID> found = new HashSet<>();
        GetResponse message = broker.basicGet(queue, false);
        // Not until it is empty, for others may be filling it.
        int left = message == null ? 0 : message.getMessageCount();
        while (message != null) {
            Wanted one = byMessageId.get(String.valueOf(message.getProps().getMessageId()));
            if (one != null && cycle(message) <= one.cycle()) {
                broker.basicAck(message.getEnvelope().getDeliveryTag(), false);
                found.add(one.notification());
            }
            message = left-- > 0 ? broker.basicGet(queue, false) : null;
        }
        return wanted.stream()
                .filter(one -> found.contains(one.notification()))
                .collect(Collectors.toSet());
    }

    private static Wanted later(Wanted one, Wanted other) {
        return one.cycle() > other.cycle() ? one : other;
    }

    private static int cycle(GetResponse message) {
        Map<String, Object> headers = message.getProps().getHeaders();
        Object cycle = headers == null ? null : headers.get(DeliveryHeaders.CYCLE);
        return cycle instanceof Number number ? number.intValue() : 0;
    }
}
