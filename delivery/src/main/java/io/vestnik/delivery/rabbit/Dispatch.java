package io.vestnik.delivery.rabbit;

import com.rabbitmq.client.Channel;
import io.vestnik.contract.Priority;
import io.vestnik.delivery.Aside;
import io.vestnik.delivery.Gate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.ChannelProxy;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;

/**
 * Gives each message of a consumer a virtual thread and, when the gate lets it in, a place. The
 * consumer's own thread never waits, so one channel to the broker serves all places.
 */
final class Dispatch {
    private static final Logger log = LoggerFactory.getLogger(Dispatch.class);

    /** So far apart the broker is told what is done, while much is. */
    private static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** So long a message that is done waits for elder ones, to be acknowledged with them. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Gate gate;
    private final List<Acknowledgements> channels = new CopyOnWriteArrayList<>();
    private final ScheduledThreadPoolExecutor clock;
    private final AtomicBoolean planned = new AtomicBoolean();
    private volatile boolean handingBack;

    /**
     * @param name of the thread that tells the broker
     * @param gate has the places that there are for all priorities together
     */
    Dispatch(String name, Gate gate) {
        this.gate = gate;
        this.clock =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name(name).factory());
        // Nobody has to end it: without work its thread goes.
        clock.setKeepAliveTime(1, TimeUnit.SECONDS);
        clock.allowCoreThreadTimeOut(true);
    }

    /** For the consumer of one priority, whose messages this listener judges. */
    ChannelAwareMessageListener to(
            Priority priority, BiFunction<Message, Aside, DeliveryListener.Verdict> listener) {
        return (message, channel) -> begin(priority, listener, message, channel);
    }

    private void begin(
            Priority priority,
            BiFunction<Message, Aside, DeliveryListener.Verdict> listener,
            Message message,
            @Nullable Channel channel) {
        Acknowledgements told = of(physical(Objects.requireNonNull(channel)));
        long tag = message.getMessageProperties().getDeliveryTag();
        told.delivered(tag);
        Thread.ofVirtual()
                .name("delivery")
                .start(() -> {
                    if (gate.enter(priority, told::isAlive)) {
                        work(listener, message, tag, new Place(priority, told));
                    } else {
                        told.turnedAway(tag);
                    }
                });
    }

    /**
     * The framework's proxy opens a new channel when the one behind it is closed, and the tags of
     * the old one would be taken for tags of the new one.
     */
    private static Channel physical(Channel channel) {
        return channel instanceof ChannelProxy proxy ? proxy.getTargetChannel() : channel;
    }

    private Acknowledgements of(Channel channel) {
        for (Acknowledgements one : channels) {
            if (one.isOf(channel)) {
                return one;
            }
        }
        // A new channel; the one before it has gone, and its messages with it.
        var fresh = new Acknowledgements(channel, PATIENCE_NANOS, System::nanoTime);
        channels.removeIf(old -> !old.isAlive());
        // Those have been delivered again, and their attempts would end where they began.
        gate.turnAwayUnwanted();
        channels.add(fresh);
        if (handingBack) {
            fresh.handBackTurnedAway();
        }
        return fresh;
    }

    private void work(
            BiFunction<Message, Aside, DeliveryListener.Verdict> listener,
            Message message,
            long tag,
            Place place) {
        try {
            if (place.told.isAlive()) {
                settle(judge(listener, message, place), tag, place.told);
            }
        } finally {
            place.leave();
        }
    }

    /** That of one message behind the gate. */
    private final class Place implements Aside {
        private final Priority priority;
        private final Acknowledgements told;
        private boolean inside = true;

        Place(Priority priority, Acknowledgements told) {
            this.priority = priority;
            this.told = told;
        }

        @Override
        public boolean during(Consumer<BooleanSupplier> waiting) {
            leave();
            waiting.accept(() -> gate.isOpen() && told.isAlive());
            inside = gate.enter(priority, told::isAlive);
            return inside && told.isAlive();
        }

        void leave() {
            if (inside) {
                inside = false;
                gate.leave();
            }
        }
    }

    private static DeliveryListener.Verdict judge(
            BiFunction<Message, Aside, DeliveryListener.Verdict> listener,
            Message message,
            Aside aside) {
        try {
            return listener.apply(message, aside);
        } catch (Error defect) {
            log.error("A message goes to the manual queue as it is, because of a defect", defect);
            return DeliveryListener.Verdict.POISON;
        }
    }

    private void settle(DeliveryListener.Verdict verdict, long tag, Acknowledgements told) {
        switch (verdict) {
            case DONE -> {
                told.done(tag);
                planFlush();
            }
            case TURNED_AWAY -> told.turnedAway(tag);
            case POISON -> told.handBack(tag, false);
            case NOT_FINISHED -> told.handBack(tag, true);
        }
    }

    private void planFlush() {
        if (planned.compareAndSet(false, true)) {
            var _ = clock.schedule(this::flush, FLUSH_NANOS, TimeUnit.NANOSECONDS);
        }
    }

    private void flush() {
        planned.set(false);
        boolean more = false;
        for (Acknowledgements told : channels) {
            more |= told.flush();
        }
        if (more) {
            planFlush();
        }
    }

    /** Begins nothing more. */
    void shut() {
        gate.shut();
    }

    /** Hands back what was not begun; to be called when it is shut, and nothing more comes. */
    void handBack() {
        handingBack = true;
        channels.forEach(Acknowledgements::handBackTurnedAway);
    }

    /**
     * Waits until everything that was begun has ended and the broker knows.
     *
     * @return whether it has, in time
     */
    boolean drain(Duration atMost) throws InterruptedException {
        boolean ended = gate.awaitEmpty(atMost);
        channels.forEach(Acknowledgements::flushAll);
        return ended;
    }

    /** Begins again. */
    void resume() {
        handingBack = false;
        gate.open();
    }
}
