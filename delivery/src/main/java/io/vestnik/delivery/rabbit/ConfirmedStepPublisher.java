package io.vestnik.delivery.rabbit;

import io.vestnik.contract.Channel;
import io.vestnik.contract.DeliveryHeaders;
import io.vestnik.contract.Topology;
import io.vestnik.delivery.NextStepPublisher;
import io.vestnik.delivery.QueuedTask;
import io.vestnik.delivery.history.AttemptKey;
import io.vestnik.delivery.retry.NextStep.Park;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageBuilderSupport;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/**
 * Publishes what follows an attempt, and returns only when the broker has confirmed it and has put
 * it into a queue.
 */
final class ConfirmedStepPublisher implements NextStepPublisher {
    /**
     * Long, because a confirm may wait for a disk or memory alarm to clear, and a message published
     * a second time is a second message; well below the broker's consumer timeout of 30 minutes.
     */
    private static final long CONFIRM_SECONDS = 60;

    private final Channel channel;
    private final RabbitTemplate template;
    private final RabbitTopology topology;

    ConfirmedStepPublisher(Channel channel, RabbitTemplate template, RabbitTopology topology) {
        this.channel = channel;
        this.template = template;
        this.topology = topology;
    }

    @Override
    public void retry(QueuedTask task, AttemptKey attempt, Duration wait, String reason) {
        Message message = fresh(task, attempt, reason).build();
        publish(
                Topology.RETRY,
                Topology.retryKey(channel, wait, task.task().urgency()),
                message,
                () -> topology.declareWith(wait));
    }

    @Override
    public void park(QueuedTask task, AttemptKey attempt, Park.Reason why, String reason) {
        Message message =
                fresh(task, attempt, reason).setHeader(DeliveryHeaders.PARKED, why.word()).build();
        publish(
                Topology.MANUAL,
                Topology.manualKey(channel, why.word()),
                message,
                topology::declare);
    }

    /** Never copies received headers: RabbitMQ 3.10 drops a message for the x-death among them. */
    private static MessageBuilderSupport<Message> fresh(
            QueuedTask task, AttemptKey attempt, String reason) {
        return MessageBuilder.withBody(task.body())
                .setContentType(MessageProperties.CONTENT_TYPE_JSON)
                .setContentEncoding("UTF-8")
                .setDeliveryMode(MessageDeliveryMode.PERSISTENT)
                .setMessageId(attempt.id().toString())
                .setHeader(DeliveryHeaders.CYCLE, attempt.cycle())
                .setHeader(DeliveryHeaders.ATTEMPT, attempt.number())
                .setHeader(DeliveryHeaders.REASON, reason);
    }

    /**
     * @param redeclare makes the queue, for the next try, when the broker knows none for the key
     */
    private void publish(String exchange, String key, Message message, Runnable redeclare) {
        CorrelationData correlation =
                new CorrelationData(key + "/" + message.getMessageProperties().getMessageId());
        template.send(exchange, key, message, correlation);
        CorrelationData.Confirm confirm = await(correlation);
        if (!confirm.ack()) {
            throw new AmqpException(
                    "The broker did not take a message for " + key + ": " + confirm.reason());
        }
        if (correlation.getReturned() != null) {
            // Somebody deleted a queue or a binding while we run.
            redeclare.run();
            throw new AmqpException("No queue is bound for " + key);
        }
    }

    private static CorrelationData.Confirm await(CorrelationData correlation) {
        try {
            return correlation.getFuture().get(CONFIRM_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AmqpException(
                    "The broker did not confirm a message within " + CONFIRM_SECONDS + " s", late);
        } catch (ExecutionException failed) {
            throw new AmqpException("The broker did not confirm a message", failed.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new AmqpException("Stopped while waiting for a confirm", stopping);
        }
    }
}
