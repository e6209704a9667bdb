package io.vestnik.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/**
 * Posts at a steady rate, whatever the broker does, and publishes each as often as it takes until
 * it is confirmed, as the outbox does.
 */
final class SteadyPosts implements AutoCloseable {
    private static final int CONFIRM_SECONDS = 5;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

    private final PostedNotifications posted;
    private final RabbitTemplate template;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newFixedThreadPool(16);
    private final ConcurrentSkipListSet<Long> confirms = new ConcurrentSkipListSet<>();
    private final AtomicInteger count = new AtomicInteger();

    SteadyPosts(PostedNotifications posted, RabbitTemplate template, Duration every) {
        this.posted = posted;
        this.template = template;
        var _ =
                timer.scheduleAtFixedRate(
                        () -> threads.execute(this::post),
                        0,
                        every.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void post() {
        PostedNotifications.Letter letter = posted.accept(count.getAndIncrement());
        while (!isConfirmed(letter)) {
            LockSupport.parkNanos(PAUSE);
        }
        posted.published(letter);
        confirms.add(System.nanoTime());
    }

    private boolean isConfirmed(PostedNotifications.Letter letter) {
        CorrelationData correlation = new CorrelationData();
        try {
            Message message = letter.message();
            template.send(letter.exchange(), letter.key(), message, correlation);
            return correlation.getFuture().get(CONFIRM_SECONDS, TimeUnit.SECONDS).ack()
                    && correlation.getReturned() == null;
        } catch (AmqpException | java.util.concurrent.ExecutionException e) {
            return false;
        } catch (java.util.concurrent.TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    int count() {
        return count.get();
    }

    /** The longest time in which nothing was confirmed. */
    Duration longestGap() {
        List<Long> times = List.copyOf(confirms);
        long longest = 0;
        for (int i = 1; i < times.size(); i++) {
            longest = Math.max(longest, times.get(i) - times.get(i - 1));
        }
        return Duration.ofNanos(longest);
    }

    /** Posts no more, and waits until all that was posted is confirmed. */
    @Override
    public void close() {
        timer.shutdown();
        threads.close();
    }
}
