package io.vestnik.delivery.rabbit;

import com.rabbitmq.client.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.ChannelProxy;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;

/**
 * Gives each message of a consumer a virtual thread and, in their order, one of so many places. The
 * consumer's own thread never waits, so one channel to the broker serves all places.
 */
final class Dispatch implements ChannelAwareMessageListener {
    private static final Logger log = LoggerFactory.getLogger(Dispatch.class);

    /** So far apart the broker is told what is done, while much is. */
    private static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** So long a message that is done waits for elder ones, to be acknowledged with them. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final int places;
    private final Semaphore free;
    private final Function<Message, DeliveryListener.Verdict> listener;
    private final List<Acknowledgements> channels = new CopyOnWriteArrayList<>();
    private final ScheduledThreadPoolExecutor clock;
    private final AtomicBoolean planned = new AtomicBoolean();
    private volatile boolean draining;

    /**
     * @param name of the thread that tells the broker
     * @param places messages that are being worked on at the same time
     */
    Dispatch(String name, int places, Function<Message, DeliveryListener.Verdict> listener) {
        this.places = places;
        this.free = new Semaphore(places, true);
        this.listener = listener;
        this.clock =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name(name).factory());
        // Nobody has to end it: without work its thread goes.
        clock.setKeepAliveTime(1, TimeUnit.SECONDS);
        clock.allowCoreThreadTimeOut(true);
    }

    @Override
    public void onMessage(Message message, @Nullable Channel channel) {
        Acknowledgements told = of(physical(Objects.requireNonNull(channel)));
        long tag = message.getMessageProperties().getDeliveryTag();
        told.delivered(tag);
        Thread.ofVirtual().name("delivery").start(() -> takePlace(message, tag, told));
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
        channels.add(fresh);
        return fresh;
    }

    private void takePlace(Message message, long tag, Acknowledgements told) {
        free.acquireUninterruptibly();
        try {
            // What has not begun goes back to the queue when the channel is closed.
            if (!draining && told.isAlive()) {
                settle(judge(message), tag, told);
            }
        } finally {
            free.release();
        }
    }

    private DeliveryListener.Verdict judge(Message message) {
        try {
            return listener.apply(message);
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

    /**
     * Begins nothing more, and waits until everything that was begun has ended and the broker
     * knows.
     *
     * @return whether it has, in time
     */
    boolean drain(Duration atMost) throws InterruptedException {
        draining = true;
        boolean ended = free.tryAcquire(places, atMost.toMillis(), TimeUnit.MILLISECONDS);
        if (ended) {
            free.release(places);
        }
        channels.forEach(Acknowledgements::flushAll);
        return ended;
    }

    /** Begins again. */
    void resume() {
        draining = false;
    }
}
