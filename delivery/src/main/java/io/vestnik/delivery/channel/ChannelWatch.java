package io.vestnik.delivery.channel;

import io.vestnik.delivery.AttemptObserver;
import io.vestnik.delivery.ChannelSender;
import io.vestnik.delivery.Outcome;
import io.vestnik.delivery.Outcome.Accepted;
import io.vestnik.delivery.Outcome.Deferred;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one channel as a whole while its sender runs: learns from every attempt, and looks once a
 * second whether the channel is paused, whether the far side is back, and what may go on.
 */
public final class ChannelWatch implements AttemptObserver, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ChannelWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final PauseWatch pauses;
    private final FarSideWatch farSide;
    private final Reach reach;
    private final SetUpProbes setUpProbes;
    private final Clock clock;
    private final ScheduledExecutorService pauseTimer = timer("channel-pauses");

    /** One of its own, because asking a far side that is away takes long. */
    private final ScheduledExecutorService farSideTimer = timer("far-side");

    /** Of these parts; does nothing before it is started. */
    public ChannelWatch(Parts parts) {
        this.clock = parts.clock();
        this.pauses = new PauseWatch(parts.channel().channel().word(), parts.pauses(), clock);
        this.reach = new Reach(parts.times(), parts.releasePerSecond());
        this.setUpProbes = new SetUpProbes(parts.times(), new Random());
        this.farSide = new FarSideWatch(parts, pauses, reach, setUpProbes);
    }

    /**
     * What it is made of.
     *
     * @param releasePerSecond the most that is let go per second, at least 1
     * @param released is told how many were let go
     */
    public record Parts(
            ChannelSender channel,
            Pauses pauses,
            HeldUp heldUp,
            ChannelEvents events,
            ProbeTimes times,
            int releasePerSecond,
            IntConsumer released,
            Clock clock) {}

    private static ScheduledExecutorService timer(String name) {
        return Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name(name).factory());
    }

    /** Looks for pauses at once, and from now on opens and shuts this tap. */
    public void start(Tap tap) {
        pauses.follow(tap);
        repeat(pauseTimer, pauses::look);
        repeat(farSideTimer, farSide::step);
    }

    private static void repeat(ScheduledExecutorService timer, Runnable task) {
        var _ =
                timer.scheduleWithFixedDelay(
                        () -> attempt(task),
                        EVERY.toMillis(),
                        EVERY.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** A timer drops a task that throws. */
    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException notNow) {
            log.debug("The channel cannot be watched right now", notNow);
        }
    }

    @Override
    public void recorded(Report report) {
        Instant now = clock.instant();
        learn(report.outcome(), now.minus(report.took()), now);
    }

    private void learn(Outcome outcome, Instant began, Instant now) {
        String words = outcome.reply().text();
        switch (outcome) {
            case Deferred deferred -> learn(deferred.fault(), began, now, words);
            case Accepted _ -> {
                setUpProbes.gotThrough();
                reach.gotThrough();
                reach.answered(now);
            }
            default -> reach.gotThrough();
        }
    }

    private void learn(Outcome.Fault fault, Instant began, Instant now, String words) {
        switch (fault) {
            case UNREACHABLE -> reach.missed(began, now, words);
            case OUR_SETUP -> pauses.setUpFault(began, words);
            case FAR_SIDE -> reach.gotThrough();
        }
    }

    /** What holds the channel, as known last; empty when it runs. */
    public List<Pause> pauses() {
        return pauses.current();
    }

    /** Whether the channel is paused for this cause, as known last. */
    public boolean isPausedFor(Pause.Cause cause) {
        return pauses.isPausedFor(cause);
    }

    @Override
    public void close() {
        pauseTimer.shutdownNow();
        farSideTimer.shutdownNow();
    }
}
