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
        return !(this instanceof Deferred deferred && deferred.free());
    }

    /** The far side took the message and is answerable for it now. */
    record Accepted(Reply reply) implements Outcome {}

    /**
     * The far side certainly does not have the message, and may take it later.
     *
     * @param notBefore the earliest time for another try, from now; absent when the far side named
     *     none
     * @param fault whose fault it is
     * @param free whether it costs no attempt
     */
    record Deferred(Reply reply, @Nullable Duration notBefore, Fault fault, boolean free)
            implements Outcome {
        /** Free exactly when the fault is ours. */
        public Deferred(Reply reply, @Nullable Duration notBefore, Fault fault) {
            this(reply, notBefore, fault, fault == Fault.OUR_SETUP);
        }

        /** The far side's fault, without a wish about the time. */
        public Deferred(Reply reply) {
            this(reply, null, Fault.FAR_SIDE);
        }

        /**
         * The far side, or a limit of its that we keep, lets nobody send so much: the message is
         * not to blame, so it costs no attempt and waits as long as it was told, however long that
         * is.
         */
        public static Deferred limited(Reply reply, Duration wait) {
            return new Deferred(reply, wait, Fault.FAR_SIDE, true);
        }

        /** Nobody could get through to the far side. */
        public static Deferred unreachable(Reply reply) {
            return new Deferred(reply, null, Fault.UNREACHABLE);
        }

        /**
         * The same, of an attempt that was made before its time: had it waited, it would not have
         * met a far side that is away, so it costs nothing then.
         */
        Deferred madeEarly() {
            return fault == Fault.UNREACHABLE ? new Deferred(reply, notBefore, fault, true) : this;
        }
    }

    /** The far side will never take this message, so trying again has no point. */
    record Refused(Reply reply) implements Outcome {}

    /** The message was handed over and the answer is missing: the far side may have it or not. */
    record Uncertain(Reply reply) implements Outcome {}

    /** Whose fault it is that a message was not taken. */
    enum Fault {
        /** The far side, which spoke to us and wants this message later: costs an attempt. */
        FAR_SIDE("far-side"),
        /**
         * The far side or the way to it, because nobody could get through at all: costs an attempt,
         * and every other message would have met the same.
         */
        UNREACHABLE("unreachable"),
        /**
         * Our own set-up, such as credentials, certificates, or a relay that does not want us: the
         * message is not to blame, so it costs no attempt.
         */
        OUR_SETUP("set-up");

        private final String word;

        Fault(String word) {
            this.word = word;
        }

        /** The fault as it stands in the database: far-side, unreachable, set-up. */
        public String word() {
            return word;
        }

        /** Whether it is over for all messages at once, so that none need sit out its wait. */
        public boolean holdsAllUp() {
            return this != FAR_SIDE;
        }
    }
}
