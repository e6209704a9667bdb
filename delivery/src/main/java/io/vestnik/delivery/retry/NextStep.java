package io.vestnik.delivery.retry;

import java.time.Duration;
import java.util.Locale;

/** What follows an attempt. */
public sealed interface NextStep {
    /** Nothing: the notification is sent. */
    record Done() implements NextStep {}

    /**
     * Another attempt after a wait.
     *
     * @param pause one rung of the schedule
     */
    record RetryAfter(Duration pause) implements NextStep {}

    /** A person decides. */
    record Park(Reason reason) implements NextStep {
        /** Why a notification was parked. */
        public enum Reason {
            /** The last attempt that it may have has failed. */
            EXHAUSTED,
            /** The far side will never take it. */
            REFUSED,
            /** Nobody can say whether the far side has it, and the caller wants no second copy. */
            HELD;

            /** The reason in routing keys and headers. */
            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }
}
