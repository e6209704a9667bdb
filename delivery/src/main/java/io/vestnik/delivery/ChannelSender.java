package io.vestnik.delivery;

import io.vestnik.contract.Channel;
import java.time.Duration;
import java.util.Optional;

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

    /**
     * What may be slow without the others being so, such as the domain of a recipient: while it is,
     * it gets only a share of the attempts that are made at the same time.
     *
     * @param recipient in the channel's own form
     * @return empty when nothing is to be told apart
     */
    default Optional<String> lane(String recipient) {
        return Optional.empty();
    }

    /**
     * Whether the far side makes the messages of this lane wait for each other, as a limit of one a
     * second does. They are with it one after the other then, and those for which that would take
     * long stand back without an attempt, so that they hold no places that others could have.
     *
     * @param lane of {@link #lane}
     */
    default boolean oneByOne(String lane) {
        return false;
    }

    /**
     * How long the far side wants nothing for this recipient, as far as it has said so or its
     * limits are known. Meanwhile a message stands back without an attempt; as nothing is asked for
     * a person's own move, {@link #send} has to keep to the limits too.
     *
     * @param recipient in the channel's own form
     * @return empty when a message may go now, or in a moment that is not worth standing back
     */
    default Optional<Duration> notBefore(String recipient) {
        return Optional.empty();
    }

    /**
     * Another sender of this channel had messages until a moment ago, and this one has them now. It
     * comes again and again, before the message for which it is said.
     */
    default void tookOver() {}

    /**
     * Looks whether messages would get through, without sending one, within a deadline of its own.
     * Called by one thread at a time while nothing gets through, every few seconds.
     *
     * <p>A channel that cannot tell without a message says that they would: then messages find out.
     */
    default Reachability probe() {
        return new Reachability.Reachable(Reply.of("not asked"));
    }
}
