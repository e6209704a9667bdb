package io.vestnik.delivery.rabbit;

import io.vestnik.delivery.Aside;
import io.vestnik.delivery.DeliveryEngine;
import io.vestnik.delivery.QueuedTask;
import io.vestnik.delivery.TurnedAwayException;
import io.vestnik.delivery.UnknownNotificationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;

/**
 * Brings a message to the engine and says what the broker is to be told: done when the engine is
 * done, turned away when nothing was begun, rejected into the manual queue when nothing can be made
 * of it, handed back when a neighbour of ours is out of reach.
 */
final class DeliveryListener {
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

    /** What the broker is to be told about a message. */
    enum Verdict {
        DONE,
        POISON,
        TURNED_AWAY,
        NOT_FINISHED
    }

    Verdict judge(Message message, Aside aside) {
        try {
            QueuedTask task = tasks.read(message);
            queue.cameOut(task);
            if (task.redelivered()) {
                engine.tookOver();
            }
            engine.deliver(task, aside);
            return Verdict.DONE;
        } catch (TurnedAwayException _) {
            return Verdict.TURNED_AWAY;
        } catch (PoisonMessageException | UnknownNotificationException poison) {
            var properties = message.getMessageProperties();
            log.error(
                    "A message in {} goes to the manual queue as it is, because {} (message id {})",
                    properties.getConsumerQueue(),
                    poison.getMessage(),
                    properties.getMessageId());
            return Verdict.POISON;
        } catch (RuntimeException neighbour) {
            log.warn(
                    "A message goes back to {} and is tried again: {}",
                    message.getMessageProperties().getConsumerQueue(),
                    neighbour.toString());
            LockSupport.parkNanos(PAUSE_NANOS);
            return Verdict.NOT_FINISHED;
        }
    }
}
