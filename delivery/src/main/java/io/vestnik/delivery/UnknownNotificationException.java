package io.vestnik.delivery;

import java.util.UUID;

/** A message asks for a notification that the database does not have. */
public final class UnknownNotificationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** For the notification of this id. */
    public UnknownNotificationException(UUID id) {
        super("there is no notification " + id);
    }
}
