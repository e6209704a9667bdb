package io.vestnik.testkit.oracle;

import io.vestnik.contract.NotificationStatus;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** G3, G4 and G10: how often something arrived, and whether it is what was asked for. */
final class Copies {
    private Copies() {}

    static Stream<Violation> unexplained(Evidence evidence) {
        return evidence.notifications()
                .filter(row -> evidence.copiesOf(row.id()) > explained(evidence, row))
                .map(row ->
                        Check.G3.violation(
                                row.id(),
                                "is %s and has arrived %d times, with %d uncertain attempts"
                                        .formatted(
                                                row.status(),
                                                evidence.copiesOf(row.id()),
                                                evidence.uncertainAttemptsOf(row.id()))));
    }

    private static long explained(Evidence evidence, Snapshot.Notification row) {
        return (row.status() == NotificationStatus.SENT ? 1 : 0)
                + evidence.uncertainAttemptsOf(row.id());
    }

    static Stream<Violation> tooMany(Evidence evidence) {
        long found = duplicates(evidence);
        long allowed = evidence.terms().duplicates();
        Stream<Violation> more =
                found > allowed
                        ? Stream.of(
                                Check.G4.violation(
                                        "the inbox",
                                        "has %d duplicates, and the faults explain %d"
                                                .formatted(found, allowed)))
                        : Stream.empty();
        Stream<Violation> unlike =
                evidence.copies().entrySet().stream()
                        .filter(entry -> messageIds(entry.getValue()) > 1)
                        .map(entry ->
                                Check.G4.violation(
                                        entry.getKey(), "has copies with different Message-IDs"));
        return Stream.concat(more, unlike);
    }

    private static long messageIds(List<MailLedger.Mail> copies) {
        return copies.stream().map(MailLedger.Mail::messageId).distinct().count();
    }

    static long duplicates(Evidence evidence) {
        return evidence.copies().values().stream().mapToLong(copies -> copies.size() - 1).sum();
    }

    static Stream<Violation> altered(Evidence evidence) {
        return evidence.mails().flatMap(mail -> altered(evidence, mail));
    }

    private static Stream<Violation> altered(Evidence evidence, MailLedger.Mail mail) {
        UUID id = mail.notification();
        Request request = evidence.requestOf(id);
        if (id == null || request == null) {
            return Stream.empty();
        }
        if (!mail.recipients().equals(List.of(request.recipient()))) {
            return Stream.of(Check.G10.violation(id, "went to " + mail.recipients()));
        }
        return mail.content().equals(request.content())
                ? Stream.empty()
                : Stream.of(Check.G10.violation(id, "has arrived with another content"));
    }
}
