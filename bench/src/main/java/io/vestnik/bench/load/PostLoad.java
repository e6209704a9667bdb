package io.vestnik.bench.load;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Posts over a number of kept connections, each with a thread of its own. */
final class PostLoad {
    private static final String SINGLE = "/api/v1/notifications";
    private static final String BATCH = "/api/v1/notifications/batch";
    private static final double SECOND = 1e9;

    private final int port;
    private final String key;
    private final String more;
    private final CpuClock cpu;
    private final AtomicInteger numbers;

    /** To the API on this port of 127.0.0.1. */
    PostLoad(int port, String key) {
        this(port, key, "", new CpuClock(), new AtomicInteger());
    }

    private PostLoad(int port, String key, String more, CpuClock cpu, AtomicInteger numbers) {
        this.port = port;
        this.key = key;
        this.more = more;
        this.cpu = cpu;
        this.numbers = numbers;
    }

    /** The same, with notifications of this priority. */
    PostLoad ofPriority(String priority) {
        return new PostLoad(port, key, ",\"priority\":\"" + priority + "\"", cpu, numbers);
    }

    /** What its threads have used. */
    CpuClock cpu() {
        return cpu;
    }

    /** One post after the other on each connection, until there were so many. */
    Posted closedLoop(int posts, int connections) {
        AtomicInteger turns = new AtomicInteger();
        return over(
                connections,
                (connection, posted) -> {
                    while (turns.getAndIncrement() < posts) {
                        byte[] body = Letters.notification(numbers.incrementAndGet(), more);
                        post(connection, SINGLE, body, System.nanoTime(), posted);
                    }
                });
    }

    /** As {@link #closedLoop}, with so many notifications in each call. */
    Posted batches(int notifications, int each, int connections) {
        AtomicInteger turns = new AtomicInteger();
        return over(
                connections,
                (connection, posted) -> {
                    while (turns.getAndIncrement() < notifications / each) {
                        byte[] body = Letters.batch(numbers.getAndAdd(each) + 1, each, more);
                        post(connection, BATCH, body, System.nanoTime(), posted);
                    }
                });
    }

    /**
     * At moments that are settled beforehand, whatever the answers: a post that has to wait for a
     * free connection has waited since the moment it was due.
     */
    Posted openLoop(int perSecond, int seconds, int connections) {
        AtomicInteger turns = new AtomicInteger();
        long begin = System.nanoTime();
        return over(
                connections,
                (connection, posted) -> {
                    for (int turn = turns.getAndIncrement();
                            turn < perSecond * seconds;
                            turn = turns.getAndIncrement()) {
                        byte[] body = Letters.notification(numbers.incrementAndGet(), more);
                        long due = begin + (long) (turn * SECOND / perSecond);
                        awaitMoment(due);
                        post(connection, SINGLE, body, due, posted);
                    }
                });
    }

    private static void awaitMoment(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** What one connection does. */
    private interface Work {
        void on(ApiConnection connection, Posted posted) throws IOException;
    }

    private Posted over(int connections, Work work) {
        Posted posted = new Posted();
        List<Thread> threads =
                IntStream.range(0, connections)
                        .mapToObj(_ -> cpu.thread("load", () -> on(posted, work)))
                        .toList();
        Threads.runAll(threads);
        return posted;
    }

    /** A connection that breaks ends its thread; the others post the rest. */
    private void on(Posted posted, Work work) {
        try (ApiConnection connection = new ApiConnection(port, key)) {
            work.on(connection, posted);
        } catch (IOException broken) {
            posted.failed(String.valueOf(broken.getMessage()));
        }
    }

    private static void post(
            ApiConnection connection, String path, byte[] body, long since, Posted posted)
            throws IOException {
        posted.begin(System.nanoTime());
        posted.answered(connection.post(path, body), since, System.nanoTime());
    }

    /** Whether the API knows the batch call; posts one notification through it if so. */
    Posted tryBatch() {
        return batches(1, 1, 1);
    }
}
