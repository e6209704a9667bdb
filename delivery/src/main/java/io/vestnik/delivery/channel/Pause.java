package io.vestnik.delivery.channel;

import java.util.Locale;

/**
 * Why a channel sends nothing right now.
 *
 * @param reason for people
 * @param by who paused it
 */
public record Pause(Cause cause, String reason, String by) {
    /** Who may end a pause. */
    public enum Cause {
        /** An operator paused it, and an operator ends it. */
        HAND,
        /** A sender found a fault of our own set-up, and goes on when that is over. */
        SET_UP;

        /** The cause as it stands in the database: hand, set-up. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The cause of this word. */
        public static Cause of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
