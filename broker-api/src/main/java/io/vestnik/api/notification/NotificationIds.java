package io.vestnik.api.notification;

import io.vestnik.api.problem.ProblemException;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads the ids in paths. */
public final class NotificationIds {
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");

    private NotificationIds() {}

    /**
     * The id, if it could be one.
     *
     * @throws ProblemException 404 otherwise: no notification is called like that
     */
    public static UUID parse(String text) {
        if (!isOne(text)) {
            throw ProblemException.noSuchNotification();
        }
        return UUID.fromString(text);
    }

    /** Whether a text could be an id; UUID.fromString also takes 1-1-1-1-1. */
    public static boolean isOne(String text) {
        return UUID_TEXT.matcher(text).matches();
    }
}
