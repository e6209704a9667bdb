package io.vestnik.contract;

import java.util.Locale;

/** Where a notification stands. */
public enum NotificationStatus {
    /** Accepted; its first attempt is not finished. */
    QUEUED,
    /** At least one attempt failed; the next one is planned. */
    RETRYING,
    /** The far side took it. */
    SENT,
    /** Given up; a person decides. */
    MANUAL,
    /** Taken back by the caller before it was sent. */
    CANCELLED,
    /** Its time ran out before it was sent. */
    EXPIRED,
    /** A person decided that it is not to be sent. */
    DISCARDED;

    /** The status as it stands in JSON and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status of this name; an {@link IllegalArgumentException} when there is none. */
    public static NotificationStatus of(String word) {
        for (NotificationStatus status : values()) {
            if (status.word().equals(word)) {
                return status;
            }
        }
        throw new IllegalArgumentException("No status is called '" + word + "'");
    }

    @Override
    public String toString() {
        return word();
    }
}
