package io.vestnik.testkit.oracle;

import io.vestnik.contract.NotificationStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that is known about a run, found by id and by key. */
final class Evidence {
    private final Terms terms;
    private final Snapshot snapshot;
    private final List<MailLedger.Mail> kept;
    private final Map<String, Request> requests = new LinkedHashMap<>();
    private final Map<UUID, Request> acknowledged = new LinkedHashMap<>();
    private final Map<UUID, Snapshot.Notification> notifications;
    private final Map<String, List<Snapshot.Notification>> byKey;
    private final Map<UUID, List<MailLedger.Mail>> copies;
    private final Map<UUID, List<Snapshot.Attempt>> attempts;
    private final Map<UUID, List<Snapshot.Decision>> decisions;

    Evidence(List<LedgerEntry> ledger, MailLedger mails, Snapshot snapshot, Terms terms) {
        this.terms = terms;
        this.snapshot = snapshot;
        ledger.stream()
                .collect(grouped(LedgerEntry::key))
                .forEach((key, tries) -> requests.put(key, Request.of(key, tries)));
        requests.values().forEach(asked -> asked.ids().forEach(id -> acknowledged.put(id, asked)));
        notifications =
                snapshot.notifications().stream()
                        .collect(Collectors.toMap(Snapshot.Notification::id, Function.identity()));
        byKey =
                snapshot.notifications().stream()
                        .filter(row -> row.key() != null)
                        .collect(grouped(row -> String.valueOf(row.key())));
        kept = mails.mails().stream().filter(MailLedger.Mail::kept).toList();
        copies = new LinkedHashMap<>();
        for (MailLedger.Mail mail : kept) {
            if (mail.notification() != null) {
                copies.computeIfAbsent(mail.notification(), _ -> new ArrayList<>()).add(mail);
            }
        }
        attempts = snapshot.attempts().stream().collect(grouped(Snapshot.Attempt::notification));
        decisions = snapshot.decisions().stream().collect(grouped(Snapshot.Decision::notification));
    }

    private static <K, T> java.util.stream.Collector<T, ?, Map<K, List<T>>> grouped(
            Function<T, K> by) {
        return Collectors.groupingBy(by, LinkedHashMap::new, Collectors.toList());
    }

    Terms terms() {
        return terms;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    Stream<Request> requests() {
        return requests.values().stream();
    }

    /** Ids that clients were told, with what they had asked. */
    Map<UUID, Request> acknowledged() {
        return acknowledged;
    }

    Stream<Snapshot.Notification> notifications() {
        return snapshot.notifications().stream();
    }

    Snapshot.@Nullable Notification notification(UUID id) {
        return notifications.get(id);
    }

    /** What is stored for a request; more than one is a defect. */
    List<Snapshot.Notification> storedFor(Request request) {
        return byKey.getOrDefault(request.key(), List.of());
    }

    /** What was asked, for an id that was acknowledged or is stored under a client's key. */
    @Nullable Request requestOf(@Nullable UUID id) {
        if (id == null) {
            return null;
        }
        Request told = acknowledged.get(id);
        Snapshot.Notification stored = notifications.get(id);
        return told == null && stored != null ? requestOf(stored) : told;
    }

    /** What was asked, for a row. */
    @Nullable Request requestOf(Snapshot.Notification row) {
        return row.key() == null ? null : requests.get(row.key());
    }

    /** All mails that the relay has. */
    Stream<MailLedger.Mail> mails() {
        return kept.stream();
    }

    /** The mails of each notification, ghosts among them. */
    Map<UUID, List<MailLedger.Mail>> copies() {
        return copies;
    }

    int copiesOf(UUID id) {
        return copies.getOrDefault(id, List.of()).size();
    }

    /** In their order. */
    List<Snapshot.Attempt> attemptsOf(UUID id) {
        return attempts.getOrDefault(id, List.of());
    }

    long uncertainAttemptsOf(UUID id) {
        return attemptsOf(id).stream().filter(Evidence::isUncertain).count();
    }

    long uncertainAttempts() {
        return snapshot.attempts().stream().filter(Evidence::isUncertain).count();
    }

    private static boolean isUncertain(Snapshot.Attempt attempt) {
        return "uncertain".equals(attempt.outcome());
    }

    /** In their order. */
    List<Snapshot.Decision> decisionsOf(UUID id) {
        return decisions.getOrDefault(id, List.of());
    }

    static boolean isOver(NotificationStatus status) {
        return switch (status) {
            case QUEUED, RETRYING -> false;
            case SENT, MANUAL, CANCELLED, EXPIRED, DISCARDED -> true;
        };
    }
}
