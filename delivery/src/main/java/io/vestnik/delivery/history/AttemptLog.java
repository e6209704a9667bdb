package io.vestnik.delivery.history;

import io.vestnik.delivery.ClaimLostException;
import io.vestnik.delivery.Outcome;
import io.vestnik.delivery.retry.NextStep;
import java.time.Duration;

/** PORT: the durable history of attempts, and with it the right to make one. */
public interface AttemptLog {
    /**
     * Asks for the right to make an attempt. At most one sender ever gets it for a number, unless
     * it is gone.
     */
    Claim claim(AttemptKey key);

    /**
     * As {@link #claim}, for a message that a person moved back from a manual queue: begins the
     * next cycle if the notification is still parked.
     *
     * @param parked the attempt after which it was parked
     */
    Claim claimMoved(AttemptKey parked);

    /**
     * Notes that an attempt will not be asked for again before this wait is over, so that nobody
     * misses its message meanwhile. Costs nothing and leaves no trace in the history.
     *
     * @return false when the attempt is not the next one, so that a claim has to settle it
     */
    boolean setAside(AttemptKey key, Duration wait);

    /**
     * Makes durable that the far side may have the message from now on.
     *
     * @throws ClaimLostException when the attempt is no longer this sender's
     */
    void handOver(AttemptKey key);

    /**
     * Records how an attempt ended and what follows.
     *
     * @throws ClaimLostException when the attempt is no longer this sender's
     */
    void finish(AttemptKey key, Outcome outcome, NextStep step);
}
