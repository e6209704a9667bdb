package io.vestnik.delivery.rabbit;

import io.vestnik.delivery.DeliveryEngine;
import io.vestnik.delivery.QueuedTask;
import io.vestnik.delivery.UnknownNotificationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpRejectAndDontRequeueException;
import org.springframework.amqp.ImmediateRequeueAmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageListener;

/**
 * Brings a message to the engine and tells the broker how it went: acknowledged when the engine is
 * done, rejected into the manual queue when nothing can be made of it, handed back when a neighbour
 * of ours is out of reach.
 */
final class DeliveryListener implements MessageListener {
    private static final Logger log = LoggerFactory.getLogger(DeliveryListener.class);

    /**
     * Without a pause a broker that cannot take the next step hands the same message back at once.
     */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final DeliveryEngine engine;
    private final QueuedTasks tasks;
    private final ObservedWorkQueue queue;

    DeliveryListener(DeliveryEngine engine, QueuedTasks tasks, ObservedWorkQueue queue) {
        this.engine = engine;
        this.tasks = tasks;
        this.queue = queue;
    }

    @Override
    public void onMessage(Message message) {
        try {
            QueuedTask task = tasks.read(message);
            queue.cameOut(task);
            engine.deliver(task);
        } catch (PoisonMessageException | UnknownNotificationException poison) {
            var properties = message.getMessageProperties();
            log.error(
                    "A message in {} goes to the manual queue as it is, because {} (message id {})",
                    properties.getConsumerQueue(),
                    poison.getMessage(),
                    properties.getMessageId());
            throw new AmqpRejectAndDontRequeueException("Poison message", true, poison);
        } catch (RuntimeException neighbour) {
            log.warn(
                    "A message goes back to {} and is tried again: {}",
                    message.getMessageProperties().getConsumerQueue(),
                    neighbour.toString());
            LockSupport.parkNanos(PAUSE_NANOS);
            throw new ImmediateRequeueAmqpException("Not finished", neighbour);
        }
    }
}
