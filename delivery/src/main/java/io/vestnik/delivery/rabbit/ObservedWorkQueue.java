package io.vestnik.delivery.rabbit;

import io.vestnik.contract.Channel;
import io.vestnik.contract.Priority;
import io.vestnik.contract.Topology;
import io.vestnik.delivery.Gate;
import io.vestnik.delivery.QueuedTask;
import io.vestnik.delivery.repair.WorkQueue;
import java.time.Clock;
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
    private final Clock clock;
    private final AtomicReference<Instant> newest = new AtomicReference<>(Instant.EPOCH);

    ObservedWorkQueue(
            Channel channel, Priority priority, RabbitTemplate template, Gate gate, Clock clock) {
        this.queue = Topology.sendQueue(channel, priority);
        this.priority = priority;
        this.template = template;
        this.gate = gate;
        this.clock = clock;
    }

    /**
     * A first attempt was published when its notification was accepted, or later; others say
     * nothing. By the clock of whoever accepted it, which may be ahead: what lies before a time
     * that is still to come would count as vanished, before it is due and again and again.
     */
    void cameOut(QueuedTask queued) {
        if (queued.attempt().number() == 1 && !queued.moved()) {
            Instant accepted = earlier(queued.task().createdAt(), clock.instant());
            newest.accumulateAndGet(accepted, (one, other) -> one.isAfter(other) ? one : other);
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
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
