package io.vestnik.contract;

import java.util.Locale;

/** What the caller wants when nobody can say whether the far side took the message. */
public enum OnUncertain {
    /** Send again: at least once, perhaps twice. */
    RESEND,
    /** Leave it to a person: at most once, perhaps never. */
    HOLD;

    /** The choice as it stands in JSON and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The choice of this name; an {@link IllegalArgumentException} when there is none. */
    public static OnUncertain of(String word) {
        for (OnUncertain choice : values()) {
            if (choice.word().equals(word)) {
                return choice;
            }
        }
        throw new IllegalArgumentException("onUncertain is 'resend' or 'hold', not '" + word + "'");
    }

    @Override
    public String toString() {
        return word();
    }
}
