package io.vestnik.delivery;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How an attempt ended. */
public sealed interface Outcome {
    /** What the far side said, or what happened instead. */
    Reply reply();

    /**
     * The outcome as it stands in the database and in JSON: accepted, deferred, refused, uncertain.
     */
    default String word() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** Whether the attempt counts towards the most that a notification may have. */
    default boolean counts() {
        return !(this instanceof Deferred deferred && deferred.fault() == Fault.OUR_SETUP);
    }

    /** The far side took the message and is answerable for it now. */
    record Accepted(Reply reply) implements Outcome {}

    /**
     * The far side certainly does not have the message, and may take it later.
     *
     * @param notBefore the earliest time for another try, from now; absent when the far side named
     *     none
     * @param fault whose fault it is
     */
    record Deferred(Reply reply, @Nullable Duration notBefore, Fault fault) implements Outcome {
        /** The far side's fault, without a wish about the time. */
        public Deferred(Reply reply) {
            this(reply, null, Fault.FAR_SIDE);
        }
    }

    /** The far side will never take this message, so trying again has no point. */
    record Refused(Reply reply) implements Outcome {}

    /** The message was handed over and the answer is missing: the far side may have it or not. */
    record Uncertain(Reply reply) implements Outcome {}

    /** Whose fault it is that a message was not taken. */
    enum Fault {
        /** The far side or the way to it: costs an attempt. */
        FAR_SIDE,
        /**
         * Our own set-up, such as credentials, certificates, or a relay that does not want us: the
         * message is not to blame, so it costs no attempt.
         */
        OUR_SETUP
    }
}
