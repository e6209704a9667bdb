package io.vestnik.delivery.channel;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Whether the far side can be reached, from what attempts and probes have shown; says when to ask
 * it and how much to let go. Decides only: it knows neither database nor network.
 */
final class Reach {
    /** One failure may be a coincidence, and with many connections so may two. */
    private static final int FAILURES = 3;

    private static final Duration PACE = Duration.ofSeconds(1);

    /** What is to be done next. */
    sealed interface Step {
        /** Nothing yet. */
        record Rest() implements Step {}

        /** Ask the far side. */
        record Probe() implements Step {}

        /** Let so many go. */
        record Release(int most) implements Step {}
    }

    /** What people want to know. */
    sealed interface News {
        /** It is away. */
        record Unreachable(String words) implements News {}

        /** It is there again. */
        record Back() implements News {}

        /** So many were let go. */
        record Released(int notifications) implements News {}
    }

    private enum State {
        UP,
        DOWN,
        RELEASING
    }

    private final ProbeTimes times;
    private final int mostPerSecond;
    private final Queue<News> news = new ArrayDeque<>();

    private State state = State.UP;
    private int failures;

    /** Since when it is known to answer: older attempts say nothing about it. */
    private Instant answeredAt = Instant.MIN;

    /** Whether it has answered a probe, and no attempt yet. */
    private boolean unproven;

    private boolean told;
    private Duration pause;
    private Instant nextAt = Instant.MIN;

    private int allowance;
    private boolean gotThrough;
    private int released;

    /**
     * @param mostPerSecond how many a release lets go per second, once it is at full speed
     */
    Reach(ProbeTimes times, int mostPerSecond) {
        this.times = times;
        this.mostPerSecond = mostPerSecond;
        this.pause = times.unreachable();
    }

    /** There are notifications that an earlier outage holds up: ask before letting them go. */
    synchronized void suspect(Instant now) {
        if (state == State.UP) {
            state = State.DOWN;
            told = false;
            nextAt = now;
        }
    }

    /** An attempt that began then did not get through. */
    synchronized void missed(Instant began, Instant now, String words) {
        if (began.isBefore(answeredAt)) {
            return;
        }
        switch (state) {
            case UP -> fail(now, words);
            case RELEASING -> {
                endRelease();
                goDown(now, words, times.grown(pause));
            }
            case DOWN -> {}
        }
    }

    /** An attempt got through, whatever became of its message. */
    synchronized void gotThrough() {
        failures = 0;
        unproven = false;
        gotThrough = true;
        if (state == State.UP) {
            pause = times.unreachable();
        }
    }

    /** The far side took a message, or answered a probe. */
    synchronized void answered(Instant now) {
        failures = 0;
        if (state == State.DOWN) {
            answeredAt = now;
            unproven = true;
            beginRelease(now);
        }
    }

    /** A probe did not get through. */
    synchronized void silent(Instant now, String words) {
        switch (state) {
            case UP -> fail(now, words);
            case DOWN -> {
                tell(words);
                nextAt = now.plus(pause);
            }
            case RELEASING -> {}
        }
    }

    /**
     * A release is done.
     *
     * @param count how many went; fewer than asked when no more are there
     */
    synchronized void released(int asked, int count, Instant now) {
        released += count;
        if (state != State.RELEASING) {
            endRelease();
        } else if (count < asked) {
            endRelease();
            state = State.UP;
        } else {
            nextAt = now.plus(PACE);
        }
    }

    /** What is to be done now. */
    synchronized Step next(Instant now) {
        if (now.isBefore(nextAt)) {
            return new Step.Rest();
        }
        return switch (state) {
            case UP -> failures > 0 ? new Step.Probe() : new Step.Rest();
            case DOWN -> new Step.Probe();
            case RELEASING -> new Step.Release(grownAllowance());
        };
    }

    /** Grows only when what went before has arrived: an open port may be all there is. */
    private int grownAllowance() {
        if (released > 0 && gotThrough) {
            allowance = Math.min(2 * allowance, mostPerSecond);
        }
        gotThrough = false;
        return allowance;
    }

    /** What has happened since this was asked last. */
    synchronized List<News> news() {
        List<News> all = new ArrayList<>(news);
        news.clear();
        return all;
    }

    private void fail(Instant now, String words) {
        failures++;
        if (unproven) {
            goDown(now, words, times.grown(pause));
        } else if (failures >= FAILURES) {
            goDown(now, words, pause);
        } else {
            nextAt = now.plus(times.suspicion());
        }
    }

    private void goDown(Instant now, String words, Duration until) {
        state = State.DOWN;
        failures = 0;
        told = false;
        tell(words);
        pause = until;
        nextAt = now.plus(pause);
    }

    private void tell(String words) {
        if (!told) {
            told = true;
            news.add(new News.Unreachable(words));
        }
    }

    private void beginRelease(Instant now) {
        state = State.RELEASING;
        allowance = 1;
        gotThrough = false;
        nextAt = now;
        news.add(new News.Back());
    }

    private void endRelease() {
        if (released > 0) {
            news.add(new News.Released(released));
        }
        released = 0;
    }
}
