package io.vestnik.api.outbox;

import io.vestnik.contract.Channel;
import io.vestnik.contract.DeliveryHeaders;
import io.vestnik.contract.Topology;
import java.util.List;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitOperations;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Publishes a batch on one channel without waiting; the confirms come in later. */
@Component
class ConfirmedPublisher {
    private final RabbitTemplate broker;
    private final JsonMapper json;

    ConfirmedPublisher(RabbitTemplate broker, JsonMapper json) {
        this.broker = broker;
        this.json = json;
    }

    /** Never throws for the broker's sake: what could not be sent is in the publication. */
    List<Publication> publish(List<OutboxTask> batch) {
        List<Publication> publications =
                batch.stream().map(task -> new Publication(task, new CorrelationData())).toList();
        try {
            // In one scope, for otherwise each message awaiting its confirm occupies a channel.
            broker.invoke(channel -> {
                publications.forEach(publication -> send(publication, channel));
                return publications;
            });
        } catch (AmqpException e) {
            // Has no effect on those that were sent and have been answered.
            publications.forEach(p -> p.correlation().getFuture().completeExceptionally(e));
        }
        return publications;
    }

    private void send(Publication publication, RabbitOperations broker) {
        String channel = publication.task().task().channel();
        Channel.of(channel)
                .ifPresentOrElse(
                        known ->
                                broker.send(
                                        Topology.SEND,
                                        Topology.sendKey(known),
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
