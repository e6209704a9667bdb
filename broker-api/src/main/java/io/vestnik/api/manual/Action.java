package io.vestnik.api.manual;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a person may decide about what is in manual. */
public enum Action {
    /** Starts a new cycle with all its attempts. */
    RETRY,
    /** Gives it up. */
    DISCARD;

    /** All of them, in the order in which they are told. */
    public static final List<Action> ALL = List.of(values());

    /** The action as it stands in the database and in JSON: retry, discard. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The action of this word. */
    public static Optional<Action> of(String word) {
        return Arrays.stream(values()).filter(action -> action.word().equals(word)).findFirst();
    }

    @Override
    public String toString() {
        return word();
    }
}
