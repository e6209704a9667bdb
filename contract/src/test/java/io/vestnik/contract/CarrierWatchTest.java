package io.vestnik.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.junit.jupiter.api.Test;

class CarrierWatchTest {
    private static final ReentrantLock DOOR = new ReentrantLock();

    private final VirtualThreadSchedulerMXBean scheduler =
            ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);

    /** Whoever waits for this holds a carrier, and so does whoever waits for whoever waits. */
    private static final class Slow {
        static final boolean READY;

        static {
            DOOR.lock();
            DOOR.unlock();
            READY = true;
        }
    }

    @Test
    void whenAllCarriersAreHeldVirtualThreadsGoOn() throws Exception {
        int usual = scheduler.getParallelism();
        List<Thread> holders = new ArrayList<>();
        var ran = new CountDownLatch(1);
        DOOR.lock();
        try {
            for (int i = 0; i < usual; i++) {
                holders.add(Thread.ofVirtual().start(() -> assertThat(Slow.READY).isTrue()));
            }
            while (holders.stream().anyMatch(one -> one.getState() == Thread.State.NEW)
                    || scheduler.getMountedVirtualThreadCount() < usual) {
                Thread.onSpinWait();
            }
            Thread.ofVirtual().start(ran::countDown);
            assertThat(ran.await(1, TimeUnit.SECONDS)).as("without a watch").isFalse();

            try (var _ = CarrierWatch.start()) {
                assertThat(ran.await(20, TimeUnit.SECONDS)).as("with one").isTrue();
                assertThat(scheduler.getParallelism()).isGreaterThan(usual);
            }
        } finally {
            DOOR.unlock();
            scheduler.setParallelism(usual);
        }
        for (Thread holder : holders) {
            assertThat(holder.join(java.time.Duration.ofSeconds(10))).isTrue();
        }
    }
}
