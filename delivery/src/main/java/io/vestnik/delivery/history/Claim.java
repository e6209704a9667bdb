package io.vestnik.delivery.history;

import io.vestnik.delivery.retry.NextStep;

/** What the history answers to a sender that wants to make an attempt. */
public sealed interface Claim {
    /**
     * The attempt is this sender's; nobody else will make it.
     *
     * @param failedBefore attempts of the cycle that failed before and counted
     * @param early whether it is made before the time that was planned for it
     */
    record Granted(int failedBefore, boolean early) implements Claim {
        /** At its time. */
        public Granted(int failedBefore) {
            this(failedBefore, false);
        }
    }

    /**
     * A sender that is gone had begun the handover: the far side may have the message. The attempt
     * is this sender's now, to be recorded as uncertain and not to be made.
     *
     * @param failedBefore attempts of the cycle that failed before and counted
     * @param sender name of the one that is gone
     */
    record Interrupted(int failedBefore, String sender) implements Claim {}

    /**
     * Sender after sender died while making this attempt, before anything was handed over. It is
     * this sender's now, to be recorded as failed and not to be made: the message may be what kills
     * them.
     *
     * @param failedBefore attempts of the cycle that failed before and counted
     * @param deaths how many senders died
     */
    record Abandoned(int failedBefore, int deaths) implements Claim {}

    /**
     * The attempt was made and what follows is decided; its message may not be published yet.
     *
     * @param reply what the far side had said
     */
    record Decided(NextStep step, String reply) implements Claim {}

    /** Another sender, which is alive, is making this attempt now. */
    record Busy(String sender) implements Claim {}

    /** Nothing is to be done for this message any more. */
    record Stale(String why) implements Claim {}

    /** No such notification. */
    record Unknown() implements Claim {}
}
