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
import io.vestnik.contract.email.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
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
        UUID id = ids.generate();
        Instant now = clock.instant();
        String content = json.writeValueAsString(asked.content());
        Optional<Long> outboxRow = store(id, caller, asked, content, key, now);
        if (outboxRow.isEmpty()) {
            return keys.answer(caller.owner(), key.orElseThrow());
        }
        outbox.handOver(new OutboxTask(outboxRow.get(), 1, 1, task(id, asked, content, now)));
        accepted.increment();
        if (log.isDebugEnabled()) {
            log.debug("Accepted {}: {} to {}", id, asked.channel(), masked(asked));
        }
        return new Acceptance(id, NotificationStatus.QUEUED.word(), now);
    }

    private Optional<Long> store(
            UUID id,
            Caller caller,
            CheckedNotification asked,
            String content,
            Optional<RequestKey> key,
            Instant now) {
        if (key.isEmpty() && asked.attachments().isEmpty()) {
            return Optional.of(group.insert(id, caller.owner(), asked, content, now));
        }
        return Objects.requireNonNull(
                transaction.execute(_ ->
                        key.isEmpty() || keys.take(caller.owner(), key.get(), id, now)
                                ? Optional.of(storeAlone(id, caller, asked, content, now))
                                : Optional.empty()));
    }

    private long storeAlone(
            UUID id, Caller caller, CheckedNotification asked, String content, Instant now) {
        long outboxRow = rows.insert(id, caller.owner(), asked, content, now);
        if (!asked.attachments().isEmpty()) {
            rows.insertBytes(asked.attachments());
            rows.insertReferences(id, asked.attachments());
        }
        return outboxRow;
    }

    private static DeliveryTask task(
            UUID id, CheckedNotification asked, String content, Instant now) {
        boolean inline =
                content.getBytes(StandardCharsets.UTF_8).length <= DeliveryTask.MAX_INLINE_BYTES;
        return new DeliveryTask(
                DeliveryTask.VERSION,
                id,
                asked.channel().word(),
                asked.recipient(),
                inline ? asked.content() : null,
                asked.attachments().stream().map(CheckedAttachment::reference).toList(),
                asked.onUncertain().word(),
                asked.maxAttempts(),
                now);
    }

    private static String masked(CheckedNotification asked) {
        return switch (asked.channel()) {
            case EMAIL -> EmailAddress.parse(asked.recipient()).masked();
        };
    }
}
