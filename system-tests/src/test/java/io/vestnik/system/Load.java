package io.vestnik.system;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Posts many notifications, each to a recipient of its own, as a careful caller does: with an
 * Idempotency-Key, and again with the same one when no answer came.
 */
final class Load {
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(3);

    private final Api api;
    private final String subject;
    private final List<String> accepted = Collections.synchronizedList(new ArrayList<>());

    Load(Api api, String subject) {
        this.api = api;
        this.subject = subject;
    }

    /** Begins to post; the future ends when all are accepted. */
    Future<?> start(int notifications, int connections) {
        ExecutorService callers = Executors.newFixedThreadPool(connections);
        List<Future<?>> posts =
                IntStream.range(0, notifications)
                        .<Future<?>>mapToObj(number -> callers.submit(() -> post(number)))
                        .toList();
        callers.shutdown();
        ExecutorService waiter = Executors.newSingleThreadExecutor();
        Future<?> all =
                waiter.submit(() -> {
                    for (Future<?> post : posts) {
                        post.get();
                    }
                    return null;
                });
        waiter.shutdown();
        return all;
    }

    /** Ids that were answered with 202, once each. */
    List<String> accepted() {
        synchronized (accepted) {
            return List.copyOf(accepted);
        }
    }

    static String recipient(int number) {
        return "user" + number + "@example.com";
    }

    private void post(int number) {
        long giveUp = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            String problem;
            try {
                Api.Answer answer = api.post(recipient(number), subject, subject + number);
                if (answer.status() == 202) {
                    accepted.add(answer.id());
                    return;
                }
                if (answer.status() != 503 && answer.status() != 409) {
                    throw new IllegalStateException("POST answered " + answer);
                }
                problem = answer.toString();
            } catch (IOException noAnswer) {
                problem = noAnswer.toString();
            }
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("Gave up on " + number + ": " + problem);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }
}
