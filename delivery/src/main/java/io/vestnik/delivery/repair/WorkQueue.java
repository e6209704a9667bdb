package io.vestnik.delivery.repair;

import java.time.Instant;

/** PORT: how far the work queue has been worked off. */
@FunctionalInterface
public interface WorkQueue {
    /**
     * The time before which everything that was published has come out again.
     *
     * @throws RuntimeException when the broker cannot be asked
     */
    Instant workedOffUntil();
}
