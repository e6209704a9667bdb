package io.vestnik.bench.load;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The CPU time that the threads of one kind have used, those that have ended included. */
final class CpuClock {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Set<Long> running = ConcurrentHashMap.newKeySet();
    private final LongAdder ended = new LongAdder();

    /** A platform thread of this kind. */
    Thread thread(String name, Runnable task) {
        return Thread.ofPlatform()
                .name(name)
                .daemon()
                .unstarted(() -> {
                    long id = Thread.currentThread().threadId();
                    running.add(id);
                    try {
                        task.run();
                    } finally {
                        ended.add(THREADS.getCurrentThreadCpuTime());
                        running.remove(id);
                    }
                });
    }

    /** Milliseconds until now. */
    double millis() {
        long nanos = ended.sum();
        for (long id : running) {
            nanos += Math.max(0, THREADS.getThreadCpuTime(id));
        }
        return nanos / 1e6;
    }
}
