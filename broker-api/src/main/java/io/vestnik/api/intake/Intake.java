package io.vestnik.api.intake;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vestnik.api.outbox.Outbox;
import io.vestnik.api.outbox.OutboxTask;
import io.vestnik.api.security.Caller;
import io.vestnik.contract.DeliveryTask;
import io.vestnik.contract.NotificationStatus;
import io.vestnik.contract.Recipient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Accepts a notification: all of it in one transaction, then over to the outbox. */
@Service
class Intake {
    private static final Logger log = LoggerFactory.getLogger(Intake.class);

    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();
    private final NotificationRows rows;
    private final NotificationGroup group;
    private final IdempotencyKeys keys;
    private final TransactionTemplate transaction;
    private final Outbox outbox;
    private final JsonMapper json;
    private final Clock clock;
    private final Counter accepted;

    Intake(
            NotificationRows rows,
            NotificationGroup group,
            IdempotencyKeys keys,
            TransactionTemplate transaction,
            Outbox outbox,
            JsonMapper json,
            Clock clock,
            MeterRegistry metrics) {
        this.rows = rows;
        this.group = group;
        this.keys = keys;
        this.transaction = transaction;
        this.outbox = outbox;
        this.json = json;
        this.clock = clock;
        this.accepted =
                Counter.builder("vestnik.notifications.accepted")
                        .description("Notifications that were answered 202, repetitions aside")
                        .register(metrics);
    }

    /** When this returns, the notification is committed; the same key gets the same answer. */
    Acceptance accept(Caller caller, CheckedNotification asked, Optional<RequestKey> key) {
        NewRow row = row(ids.generate(), caller, asked, clock.instant());
        if (key.isEmpty() && asked.attachments().isEmpty()) {
            return accepted(row, group.insert(row));
        }
        return accept(caller, row, key, () -> {});
    }

    /**
     * The same.
     *
     * @param besides what else is to be done in the same transaction, with the id of the new one
     */
    Acceptance accept(
            Caller caller,
            CheckedNotification asked,
            Optional<RequestKey> key,
            Consumer<UUID> besides) {
        NewRow row = row(ids.generate(), caller, asked, clock.instant());
        return accept(caller, row, key, () -> besides.accept(row.id()));
    }

    private Acceptance accept(
            Caller caller, NewRow row, Optional<RequestKey> key, Runnable besides) {
        return store(caller, List.of(row), key, besides)
                .map(outboxRows -> accepted(row, outboxRows.getFirst()))
                .orElseGet(() -> keys.answer(caller.owner(), key.orElseThrow()));
    }

    /**
     * As {@link #accept}, for a changed copy of another one.
     *
     * @param besides what else is to be done in the same transaction, with the id of the copy
     */
    Acceptance resend(
            Caller caller,
            UUID original,
            CheckedNotification asked,
            Optional<RequestKey> key,
            Consumer<UUID> besides) {
        return accept(
                caller,
                asked,
                key,
                copy -> {
                    rows.link(copy, original);
                    besides.accept(copy);
                });
    }

    /** When this returns, all of them are committed; the same key gets the same answer. */
    BatchAcceptance accept(
            Caller caller, List<CheckedNotification> asked, Optional<RequestKey> key) {
        Instant now = clock.instant();
        List<UUID> batch = BatchIds.from(BatchIds.first(now), asked.size());
        List<NewRow> rows = new ArrayList<>();
        batch.forEach(id -> rows.add(row(id, caller, asked.get(rows.size()), now)));
        return store(caller, rows, key)
                .map(outboxRows -> accepted(rows, outboxRows))
                .orElseGet(() -> repeated(keys.answer(caller.owner(), key.orElseThrow()), rows));
    }

    private NewRow row(UUID id, Caller caller, CheckedNotification asked, Instant now) {
        return new NewRow(id, caller.owner(), asked, json.writeValueAsString(asked.content()), now);
    }

    private Optional<List<Long>> store(Caller caller, List<NewRow> rows, Optional<RequestKey> key) {
        return store(caller, rows, key, () -> {});
    }

    /** All in one transaction, with their key and their files; empty when the key is taken. */
    private Optional<List<Long>> store(
            Caller caller, List<NewRow> rows, Optional<RequestKey> key, Runnable besides) {
        NewRow first = rows.getFirst();
        return Objects.requireNonNull(
                transaction.execute(_ -> {
                    if (key.isPresent()
                            && !keys.take(caller.owner(), key.get(), first.id(), first.now())) {
                        return Optional.empty();
                    }
                    List<Long> outboxRows = store(rows);
                    besides.run();
                    return Optional.of(outboxRows);
                }));
    }

    private List<Long> store(List<NewRow> notifications) {
        List<Long> outboxRows = rows.insert(notifications);
        List<CheckedAttachment> files =
                notifications.stream().flatMap(row -> row.asked().attachments().stream()).toList();
        if (!files.isEmpty()) {
            rows.insertBytes(files);
            notifications.forEach(
                    row -> rows.insertReferences(row.id(), row.asked().attachments()));
        }
        return outboxRows;
    }

    private Acceptance accepted(NewRow row, long outboxRow) {
        outbox.handOver(new OutboxTask(outboxRow, 1, 1, task(row)));
        accepted.increment();
        if (log.isDebugEnabled()) {
            log.debug(
                    "Accepted {}: {} to {}", row.id(), row.asked().channel(), masked(row.asked()));
        }
        return answer(row.id(), row.now());
    }

    private BatchAcceptance accepted(List<NewRow> rows, List<Long> outboxRows) {
        List<OutboxTask> tasks = new ArrayList<>();
        outboxRows.forEach(
                row -> tasks.add(new OutboxTask(row, 1, 1, task(rows.get(tasks.size())))));
        outbox.handOver(tasks);
        accepted.increment(rows.size());
        log.debug("Accepted a batch of {}, from {} on", rows.size(), rows.getFirst().id());
        return answer(rows.stream().map(NewRow::id).toList(), rows.getFirst().now());
    }

    /** The key is bound to the body, and so to the number of its ids. */
    private static BatchAcceptance repeated(Acceptance first, List<NewRow> again) {
        return answer(BatchIds.from(first.id(), again.size()), first.createdAt());
    }

    private static BatchAcceptance answer(List<UUID> ids, Instant now) {
        return new BatchAcceptance(ids.stream().map(id -> answer(id, now)).toList());
    }

    private static Acceptance answer(UUID id, Instant now) {
        return new Acceptance(id, NotificationStatus.QUEUED.word(), now);
    }

    private static DeliveryTask task(NewRow row) {
        CheckedNotification asked = row.asked();
        boolean inline =
                row.content().getBytes(StandardCharsets.UTF_8).length
                        <= DeliveryTask.MAX_INLINE_BYTES;
        return new DeliveryTask(
                DeliveryTask.VERSION,
                row.id(),
                asked.channel().word(),
                asked.recipient(),
                inline ? asked.content() : null,
                asked.attachments().stream().map(CheckedAttachment::reference).toList(),
                asked.onUncertain().word(),
                asked.maxAttempts(),
                row.now(),
                asked.priority().word());
    }

    private static String masked(CheckedNotification asked) {
        return Recipient.masked(asked.channel().word(), asked.recipient());
    }
}
