package io.vestnik.api.run;

import java.util.Locale;

/** Where a run stands. */
public enum RunState {
    /** It decides about one notification after the other. */
    RUNNING,
    /** The first three are on their way, and the others wait for what becomes of them. */
    WAITING_FOR_CANARY,
    /** It has gone through all of them. */
    DONE,
    /** Somebody has ended it before that. */
    STOPPED,
    /** One of the first three was not sent, so it has ended. */
    FAILED_CANARY;

    /** The state as it stands in the database and in JSON, such as waiting-for-canary. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static RunState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Whether nothing more comes of it. */
    public boolean isOver() {
        return this != RUNNING && this != WAITING_FOR_CANARY;
    }
}
