package io.vestnik.api.outbox;

import io.vestnik.contract.Channel;
import io.vestnik.contract.DeliveryHeaders;
import io.vestnik.contract.Topology;
import java.util.ArrayList;
import java.util.List;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.connection.RabbitUtils;
import org.springframework.amqp.rabbit.core.RabbitOperations;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.amqp.autoconfigure.RabbitTemplateConfigurer;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Publishes a batch on one channel without waiting in between, and then awaits all confirms. */
@Component
class ConfirmedPublisher {
    private final RabbitTemplate broker;
    private final JsonMapper json;
    private final Settlement settlement;

    ConfirmedPublisher(
            RabbitTemplateConfigurer settings,
            ConnectionFactory connections,
            JsonMapper json,
            Settlement settlement) {
        this.broker = new RabbitTemplate();
        settings.configure(broker, connections);
        // An alarm in the broker blocks connections that publish. So publishing has its own, which
        // nobody else asks anything: an answer might not come.
        broker.setUsePublisherConnection(true);
        this.json = json;
        this.settlement = settlement;
    }

    /**
     * Comes back when each row is settled; says whether the broker could be reached. Never throws
     * for the broker's sake.
     */
    boolean publish(List<OutboxTask> batch) {
        List<Publication> open = new ArrayList<>();
        batch.forEach(task -> open.add(new Publication(task, new CorrelationData())));
        try {
            // The answers are awaited in the same scope: a channel that is given back before them
            // is
            // closed a minute later, though the broker may still have its messages.
            return Boolean.TRUE.equals(
                    broker.invoke(operations -> {
                        open.forEach(publication -> send(publication, operations));
                        List<Publication> all = List.copyOf(open);
                        boolean reached = settlement.settle(open);
                        if (all.stream().anyMatch(Publication::wasRefused)) {
                            operations.execute(ConfirmedPublisher::closeForGood);
                        }
                        return reached;
                    }));
        } catch (AmqpException e) {
            open.forEach(publication -> publication.fail(e));
            return settlement.settle(open);
        }
    }

    /**
     * Once a full queue has refused messages of a channel, the broker may go on refusing all of
     * them, long after there is room again: it forgets to tell the channel when the limit itself is
     * taken away. A new channel asks anew.
     */
    private static boolean closeForGood(com.rabbitmq.client.Channel channel) {
        RabbitUtils.setPhysicalCloseRequired(channel, true);
        return true;
    }

    private void send(Publication publication, RabbitOperations broker) {
        String channel = publication.task().task().channel();
        Channel.of(channel)
                .ifPresentOrElse(
                        known ->
                                broker.send(
                                        Topology.SEND,
                                        Topology.sendKey(
                                                known, publication.task().task().urgency()),
                                        message(publication.task()),
                                        publication.correlation()),
                        // A newer version has written it, and one like it will have to publish it.
                        () -> publication.refuse("this version knows no channel " + channel));
    }

    private Message message(OutboxTask task) {
        return MessageBuilder.withBody(json.writeValueAsBytes(task.task()))
                .setContentType(MessageProperties.CONTENT_TYPE_JSON)
                .setDeliveryMode(MessageDeliveryMode.PERSISTENT)
                .setMessageId(task.task().id().toString())
                .setHeader(DeliveryHeaders.CYCLE, task.cycle())
                .setHeader(DeliveryHeaders.ATTEMPT, task.attempt())
                .build();
    }
}
