package io.vestnik.delivery.repair;

import io.vestnik.contract.Priority;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** PORT: notifications that are due, and that nobody is at work on. */
public interface Orphans {
    /**
     * Whether a living sender has been at work on one attempt since before this time. It may hold
     * further messages then, which wait behind it and are in no queue.
     */
    boolean anyAttemptUnderWaySince(Instant time);

    /**
     * Puts those of a priority back into the outbox whose next attempt was due before this time,
     * unless they are there already or an attempt is being made. They count as due now.
     *
     * @param most how many at a time
     * @return which ones
     */
    List<UUID> republish(Priority priority, Instant dueBefore, int most);
}
