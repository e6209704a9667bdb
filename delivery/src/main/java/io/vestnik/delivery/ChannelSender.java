package io.vestnik.delivery;

import io.vestnik.contract.Channel;

/**
 * PORT: what a channel implements. Everything else, from claiming an attempt to publishing what
 * follows, is the engine's.
 */
public interface ChannelSender {
    /** The channel that this sends on. */
    Channel channel();

    /**
     * Makes one attempt, within a deadline of its own, and says how it ended.
     *
     * <p>Called by many threads at once, without a database connection held. Implementations answer
     * with an {@link Outcome} for everything the far side does; an exception means a defect of ours
     * and is taken for {@link Outcome.Deferred} before the handover and {@link Outcome.Uncertain}
     * after it.
     *
     * @param handover must be called right before the step after which the far side may have the
     *     message; what it throws must be passed on, and nothing may be handed over then
     */
    Outcome send(Delivery delivery, Handover handover);
}
