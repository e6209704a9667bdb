package io.vestnik.api.manual;

import io.vestnik.api.notification.NotificationSummary;
import io.vestnik.api.notification.Notifications;
import io.vestnik.api.problem.ProblemException;
import io.vestnik.api.problem.ProblemType;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Carries decisions out. One update that names the expected status decides between two people who
 * click at once; the other one learns who was first.
 */
@Service
public class Decisions {
    private static final Logger log = LoggerFactory.getLogger(Decisions.class);

    private final DecisionRows rows;
    private final ManualDecisions manual;
    private final Notifications notifications;
    private final Clock clock;

    Decisions(DecisionRows rows, ManualDecisions manual, Notifications notifications, Clock clock) {
        this.rows = rows;
        this.manual = manual;
        this.notifications = notifications;
        this.clock = clock;
    }

    /**
     * Starts a new cycle; the message of the old one leaves the manual queue a little later.
     *
     * @throws ProblemException 409 saying who was first, 404
     */
    @Transactional
    public NotificationSummary retry(Decision decision) {
        return decide(Action.RETRY, decision, "Only from manual can it be retried");
    }

    /**
     * Ends a notification that waits for a person.
     *
     * @throws ProblemException 409 saying who was first, 404
     */
    @Transactional
    public NotificationSummary discard(Decision decision) {
        return decide(Action.DISCARD, decision, "Only from manual can it be discarded");
    }

    private NotificationSummary decide(Action action, Decision decision, String rule) {
        if (manual.decide(action, DecisionBatch.of(decision)).isEmpty()) {
            throw conflict(decision, rule);
        }
        return recorded(action.word(), decision);
    }

    /**
     * Takes a notification back, unless an attempt is under way; the sender drops its message.
     *
     * @throws ProblemException 409 saying who was first, 404
     */
    @Transactional
    public NotificationSummary cancel(Decision decision) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        rows.lock(decision);
        DecidedCycle decided =
                rows.cancel(decision, now)
                        .orElseThrow(() ->
                                conflict(
                                        decision,
                                        "Only while it is queued or retrying, and no attempt"
                                                + " is under way, can it be cancelled"));
        rows.deleteOutboxRows(decision.notification());
        rows.insertDecision("cancel", decision, decided, now);
        return recorded("cancel", decision);
    }

    private NotificationSummary recorded(String action, Decision decision) {
        log.info("{} of {} by {}", action, decision.notification(), decision.caller().name());
        return find(decision);
    }

    private NotificationSummary find(Decision decision) {
        return notifications
                .summary(decision.caller().owner(), decision.notification())
                .orElseThrow(ProblemException::noSuchNotification);
    }

    private ProblemException conflict(Decision decision, String rule) {
        NotificationSummary present = find(decision);
        ProblemException conflict =
                ProblemException.of(
                                ProblemType.WRONG_STATE, "It is " + present.status() + ". " + rule)
                        .with("notificationStatus", present.status());
        rows.lastDecision(decision.notification())
                .ifPresent(last -> conflict.with("lastDecision", last));
        return conflict;
    }

    /**
     * What a decision was about.
     *
     * @param cycle the one it ended
     */
    record DecidedCycle(UUID notification, int cycle) {}
}
