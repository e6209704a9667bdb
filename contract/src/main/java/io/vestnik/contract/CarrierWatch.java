package io.vestnik.contract;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import jdk.management.VirtualThreadSchedulerMXBean;

/**
 * Sees to it that virtual threads go on when all of their carriers are held. There are as many
 * carriers as processors, and whoever waits for a monitor while the JVM loads a class for it keeps
 * one (JEP 491, "Future Work"). Whoever has that monitor may itself wait for a carrier: on two
 * processors a service then stood still for ever, in its first moments, when many load the same
 * classes out of one jar. More carriers from the start would cost a tenth of all work.
 */
public final class CarrierWatch implements AutoCloseable {
    private static final Logger log = System.getLogger(CarrierWatch.class.getName());

    /** In which a virtual thread that has nothing to do is done, however busy all are. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Far fewer than the 256 that the JVM allows. */
    private static final int MOST = 128;

    private final VirtualThreadSchedulerMXBean scheduler =
            ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
    private final int usual = scheduler.getParallelism();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("carrier-watch").factory());

    private CarrierWatch() {}

    /** Looks once a second from now on. */
    public static CarrierWatch start() {
        var watch = new CarrierWatch();
        long pause = PAUSE.toMillis();
        // It never ends by an exception: look throws none.
        var _ = watch.timer.scheduleWithFixedDelay(watch::look, 0, pause, TimeUnit.MILLISECONDS);
        return watch;
    }

    private void look() {
        var done = new CountDownLatch(1);
        Thread.ofVirtual().name("carrier-watch").start(done::countDown);
        try {
            if (!done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                makeWay();
            } else if (scheduler.getParallelism() != usual) {
                scheduler.setParallelism(usual);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next one that is started gets a carrier of its own, and so do those that wait. */
    private void makeWay() {
        int more = Math.min(MOST, 2 * scheduler.getParallelism());
        scheduler.setParallelism(more);
        log.log(
                Level.WARNING,
                "No virtual thread went on for {0} s; {1} may run at the same time for now",
                PATIENCE.toSeconds(),
                more);
    }

    /** Looks no more. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
