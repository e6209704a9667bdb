package io.vestnik.delivery;

import io.vestnik.delivery.history.AttemptKey;
import io.vestnik.delivery.retry.NextStep;
import java.time.Duration;

/** PORT: is told of every attempt after it was recorded. */
public interface AttemptObserver {
    /** Tells it of one. */
    void recorded(Report report);

    /**
     * Tells it of a step that was decided before, and is published again because that may not have
     * happened.
     */
    default void publishedAgain(QueuedTask queued, AttemptKey attempt, NextStep step) {}

    /**
     * Tells it of a message that was set aside, because its lane is slow and has its share, or the
     * far side wants nothing for it yet.
     */
    default void setAside(QueuedTask queued, String lane) {}

    /**
     * One attempt, ended and recorded.
     *
     * @param failedBefore attempts of the cycle that failed before and counted
     * @param took from the claim to the outcome
     */
    record Report(
            QueuedTask queued,
            AttemptKey attempt,
            int failedBefore,
            Outcome outcome,
            NextStep step,
            Duration took) {}
}
