package io.vestnik.delivery.history;

import java.util.UUID;

/**
 * Names one attempt, the way a message on a queue asks for it.
 *
 * @param id the notification
 * @param cycle round of attempts, from 1
 * @param number over all cycles, from 1
 */
public record AttemptKey(UUID id, int cycle, int number) {
    /** The first attempt of the cycle that follows the one which ended with this attempt. */
    public AttemptKey firstOfNextCycle() {
        return new AttemptKey(id, cycle + 1, number + 1);
    }

    /** The attempt after this one in the same cycle. */
    public AttemptKey next() {
        return new AttemptKey(id, cycle, number + 1);
    }
}
