package io.vestnik.api.overview;

/**
 * What happened on a channel in some span of time.
 *
 * @param accepted notifications that were answered 202
 * @param sent attempts that the far side took
 * @param failed attempts that were followed by a wait
 * @param parked attempts after which a person was asked
 */
public record Counts(long accepted, long sent, long failed, long parked) {
    /** Nothing happened. */
    public static final Counts NONE = new Counts(0, 0, 0, 0);

    Counts plus(Counts other) {
        return new Counts(
                accepted + other.accepted,
                sent + other.sent,
                failed + other.failed,
                parked + other.parked);
    }

    /** All attempts that ended. */
    public long attempts() {
        return sent + failed + parked;
    }
}
