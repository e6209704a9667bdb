package io.vestnik.delivery.rabbit;

import io.vestnik.contract.Channel;
import io.vestnik.contract.DeliveryTask;
import io.vestnik.contract.Priority;
import io.vestnik.contract.Topology;
import io.vestnik.delivery.Gate;
import io.vestnik.delivery.QueuedTask;
import io.vestnik.delivery.repair.WorkQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/**
 * Watches what comes out of the work queue of one priority: it is first in, first out, so when a
 * message has come out, those that were published before it have too.
 */
final class ObservedWorkQueue implements WorkQueue {
    private final String queue;
    private final Priority priority;
    private final RabbitTemplate template;
    private final Gate gate;
    private final AtomicReference<Instant> newest = new AtomicReference<>(Instant.EPOCH);

    ObservedWorkQueue(Channel channel, Priority priority, RabbitTemplate template, Gate gate) {
        this.queue = Topology.sendQueue(channel, priority);
        this.priority = priority;
        this.template = template;
        this.gate = gate;
    }

    /**
     * A first attempt was published when its notification was accepted, or later; others say
     * nothing.
     */
    void cameOut(QueuedTask queued) {
        DeliveryTask task = queued.task();
        if (queued.attempt().number() == 1 && !queued.moved()) {
            newest.accumulateAndGet(
                    task.createdAt(), (one, other) -> one.isAfter(other) ? one : other);
        }
    }

    @Override
    public Priority priority() {
        return priority;
    }

    @Override
    public Duration longestWaitInside() {
        return gate.longestWait(priority);
    }

    @Override
    public boolean isEmpty() {
        Integer ready =
                template.execute(rabbit -> rabbit.queueDeclarePassive(queue).getMessageCount());
        return ready != null && ready == 0;
    }

    @Override
    public Instant newestThatCameOut() {
        return newest.get();
    }
}
