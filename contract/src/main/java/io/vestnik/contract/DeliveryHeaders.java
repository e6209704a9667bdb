package io.vestnik.contract;

/**
 * The headers of every message on the queues. They are ours alone: the broker's own counters
 * (x-death, x-delivery-count) differ between versions and are never read.
 */
public final class DeliveryHeaders {
    /** Which round of attempts this belongs to: 1, and one more after each manual retry. */
    public static final String CYCLE = "vestnik-cycle";

    /** Which attempt this message asks for: 1, 2, … over all cycles of the notification. */
    public static final String ATTEMPT = "vestnik-attempt";

    /** Why the last attempt failed, for whoever looks at the message in the management UI. */
    public static final String REASON = "vestnik-reason";

    /**
     * Set only on messages in a manual queue: the word of the reason. A message that carries it and
     * arrives on a work queue was moved there by a person and starts a new cycle.
     */
    public static final String PARKED = "vestnik-parked";

    private DeliveryHeaders() {}
}
