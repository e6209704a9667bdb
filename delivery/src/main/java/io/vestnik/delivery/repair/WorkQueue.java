package io.vestnik.delivery.repair;

import java.time.Instant;

/** PORT: how far the work queue has been worked off. */
public interface WorkQueue {
    /**
     * Whether no message is waiting for a sender. Messages that a sender holds are not seen.
     *
     * @throws RuntimeException when the broker cannot be asked
     */
    boolean isEmpty();

    /** When the newest message that came out had been published; the distant past at first. */
    Instant newestThatCameOut();
}
