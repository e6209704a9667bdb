package io.vestnik.testkit.oracle;

import java.time.Duration;

/**
 * What a run was put through, and so what may be expected of it.
 *
 * @param duplicates mails that may have come twice at most: one for each answer that was lost and
 *     for each message that was being sent at a kill
 * @param downtime how much later than planned an attempt may be made
 */
public record Terms(long duplicates, Duration downtime) {
    /** Nothing has happened to anybody: no mail comes twice, and waits are kept. */
    public static Terms undisturbed() {
        return new Terms(0, Duration.ZERO);
    }
}
