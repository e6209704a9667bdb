package io.vestnik.api.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody did.
 *
 * @param source where it is written down: decision, channel or settings
 * @param id its number there
 * @param who an operator's name, the beginning of a key, or a sender's name
 * @param action what, in the word of its table
 * @param subject to whom or what, unless it was a notification
 * @param detail why, or what else one has to know
 * @param notification to which one
 */
public record Deed(
        String source,
        long id,
        Instant at,
        String who,
        String action,
        @Nullable String subject,
        @Nullable String detail,
        @Nullable UUID notification) {

    /** Whether the subject is the id of a notification. */
    public boolean isNotification() {
        return source.equals(DeedRows.SETTINGS)
                && (action.equals(AuditAction.TEST_SENT.word())
                        || action.equals(AuditAction.RESENT.word()));
    }

    /** Whether the subject is the id of a run. */
    public boolean isRun() {
        return source.equals(DeedRows.SETTINGS) && action.startsWith("run-");
    }
}
