package io.vestnik.delivery.repair;

import io.vestnik.contract.Priority;
import java.time.Duration;
import java.time.Instant;

/** PORT: how far the work queue of one priority has been worked off. */
public interface WorkQueue {
    /** Whose queue it is. */
    Priority priority();

    /**
     * Whether no message is waiting in the broker. Messages that a sender holds are not seen.
     *
     * @throws RuntimeException when the broker cannot be asked
     */
    boolean isEmpty();

    /** For how long a message that has come out waits for more urgent ones; zero if none does. */
    Duration longestWaitInside();

    /** When the newest message that came out had been published; the distant past at first. */
    Instant newestThatCameOut();
}
