package io.vestnik.delivery;

import io.vestnik.contract.Recipient;
import io.vestnik.delivery.history.AttemptKey;
import io.vestnik.delivery.retry.NextStep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes one wide line for each attempt, and an ERROR when a person is asked. Neither holds content
 * or a full recipient.
 */
public final class AttemptLines implements AttemptObserver {
    private static final Logger log = LoggerFactory.getLogger("io.vestnik.attempt");

    @Override
    public void recorded(Report report) {
        if (report.step() instanceof NextStep.Park(var why)) {
            fields(report, Level.ERROR)
                    .log(
                            "Notification {} to {} by {} needs a person ({}): {} attempt(s), last: {}",
                            report.attempt().id(),
                            masked(report.queued()),
                            report.queued().task().channel(),
                            why.word(),
                            report.attempt().number(),
                            report.outcome().reply());
            return;
        }
        fields(report, report.step() instanceof NextStep.Done ? Level.DEBUG : Level.INFO)
                .log(
                        "Notification {} attempt {} {} in {} ms, then {}: {}",
                        report.attempt().id(),
                        report.attempt().number(),
                        report.outcome().word(),
                        report.took().toMillis(),
                        report.step(),
                        report.outcome().reply());
    }

    /** A person is asked again: better twice than never. */
    @Override
    public void publishedAgain(QueuedTask queued, AttemptKey attempt, NextStep step) {
        if (step instanceof NextStep.Park(var why)) {
            log.error(
                    "Notification {} to {} by {} needs a person ({}), as was decided before: {}"
                            + " attempt(s)",
                    attempt.id(),
                    masked(queued),
                    queued.task().channel(),
                    why.word(),
                    attempt.number());
        }
    }

    private static LoggingEventBuilder fields(Report report, Level level) {
        return log.atLevel(level)
                .addKeyValue("notification", report.attempt().id())
                .addKeyValue("channel", report.queued().task().channel())
                .addKeyValue("attempt", report.attempt().number())
                .addKeyValue("outcome", report.outcome().word());
    }

    private static String masked(QueuedTask queued) {
        return Recipient.masked(queued.task().channel(), queued.task().recipient());
    }
}
