package io.vestnik.api.intake;

import io.vestnik.contract.GroupCommit;
import java.time.Duration;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/**
 * Stores notifications that come at the same moment in one statement and one commit: those without
 * files and without a key, which need nothing else in their transaction.
 */
@Component
class NotificationGroup {
    private static final int MOST = 128;
    private static final Duration PACE = Duration.ofMillis(5);

    private final GroupCommit<NewRow, Long> group;

    NotificationGroup(NotificationRows rows) {
        group =
                new GroupCommit<>(
                        MOST,
                        PACE,
                        rows::insert,
                        DataIntegrityViolationException.class::isInstance);
    }

    /**
     * Stores the notification and its outbox row; both are committed when this returns.
     *
     * @return id of the outbox row
     */
    long insert(NewRow row) {
        return group.write(row);
    }
}
