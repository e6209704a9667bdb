package io.vestnik.delivery;

import io.vestnik.delivery.history.AttemptKey;
import io.vestnik.delivery.retry.NextStep.Park;
import java.time.Duration;

/**
 * PORT: sends a task on its way after an attempt; when a method returns, the broker is answerable
 * for it.
 */
public interface NextStepPublisher {
    /**
     * Lets an attempt come back after a wait.
     *
     * @param attempt the one to be made then
     * @param reason for people who look at the message in the broker
     */
    void retry(QueuedTask task, AttemptKey attempt, Duration wait, String reason);

    /**
     * Puts the task before a person.
     *
     * @param attempt the last one that was made
     */
    void park(QueuedTask task, AttemptKey attempt, Park.Reason why, String reason);
}
