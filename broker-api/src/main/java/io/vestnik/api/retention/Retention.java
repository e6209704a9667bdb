package io.vestnik.api.retention;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vestnik.api.config.RetryProperties;
import io.vestnik.api.intake.IdempotencyProperties;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Deletes notifications and runs some time after they have ended, a few at once and with pauses.
 */
@Component
class Retention {
    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    private final OldNotifications notifications;
    private final OldRuns runs;
    private final UnusedFiles files;
    private final RetentionSteps steps;
    private final RetentionProperties properties;
    private final Clock clock;
    private final Counter deletedNotifications;
    private final Counter deletedRuns;
    private final Counter deletedFiles;

    private Thread running = Thread.ofVirtual().unstarted(() -> {});

    /** Also once after each start, for what was left behind when the last run was cut off. */
    private boolean lookAtFiles = true;

    Retention(
            OldNotifications notifications,
            OldRuns runs,
            UnusedFiles files,
            RetentionSteps steps,
            RetentionProperties properties,
            IdempotencyProperties idempotency,
            RetryProperties retry,
            Clock clock,
            MeterRegistry metrics) {
        properties.checkAgainst(idempotency, retry);
        this.notifications = notifications;
        this.runs = runs;
        this.files = files;
        this.steps = steps;
        this.properties = properties;
        this.clock = clock;
        this.deletedNotifications = counter("notification", metrics);
        this.deletedRuns = counter("run", metrics);
        this.deletedFiles = counter("file", metrics);
    }

    private static Counter counter(String what, MeterRegistry metrics) {
        return Counter.builder("vestnik.retention.deleted")
                .description(
                        "Notifications and runs whose time was over, and files that none carries")
                .tag("what", what)
                .register(metrics);
    }

    /** On a thread of its own: its pauses would hold up whatever else is done by the clock. */
    @Scheduled(initialDelay = 2, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
    void begin() {
        if (!running.isAlive()) {
            running = Thread.ofVirtual().name("retention").start(this::deleteWhatIsOld);
        }
    }

    void deleteWhatIsOld() {
        Instant time = clock.instant().minus(properties.keep());
        double notificationsBefore = deletedNotifications.count();
        double runsBefore = deletedRuns.count();
        double filesBefore = deletedFiles.count();
        try {
            delete(
                    after -> notifications.delete(after, time, RetentionSteps.BATCH),
                    deletedNotifications);
            delete(after -> runs.delete(after, time, RetentionSteps.BATCH), deletedRuns);
            if (lookAtFiles || deletedNotifications.count() > notificationsBefore) {
                deleteFiles();
                lookAtFiles = false;
            }
        } catch (DataAccessException | TransactionException e) {
            lookAtFiles = true;
            log.warn("Old notifications stay until the next time: {}", e.getMessage());
        }
        tell(
                time,
                (long) (deletedNotifications.count() - notificationsBefore),
                (long) (deletedRuns.count() - runsBefore),
                (long) (deletedFiles.count() - filesBefore));
    }

    private void delete(Function<UUID, OldNotifications.Batch> old, Counter deleted) {
        steps.each(
                OldNotifications.NONE,
                after -> {
                    var batch = old.apply(after);
                    deleted.increment(batch.deleted());
                    return Optional.<UUID>ofNullable(batch.last());
                });
    }

    private void deleteFiles() {
        steps.each(
                UnusedFiles.NONE,
                after -> {
                    var batch = files.delete(after, RetentionSteps.BATCH);
                    deletedFiles.increment(batch.deleted());
                    return Optional.<String>ofNullable(batch.last());
                });
    }

    private static void tell(Instant time, long notifications, long runs, long files) {
        if (notifications > 0 || runs > 0 || files > 0) {
            log.info(
                    "Deleted {} notifications and {} runs that had ended before {}, and {} files that"
                            + " none carries any more",
                    notifications,
                    runs,
                    time,
                    files);
        }
    }
}
