package io.vestnik.testkit.oracle;

import io.vestnik.testkit.oracle.Request.Fate;
import java.util.stream.Stream;

/** G5 and G6: everything goes back to one request, and every request goes to one notification. */
final class Origins {
    private Origins() {}

    static Stream<Violation> ghosts(Evidence evidence) {
        Stream<Violation> mails =
                evidence.mails()
                        .filter(mail -> evidence.requestOf(mail.notification()) == null)
                        .map(mail ->
                                Check.G5.violation(
                                        String.valueOf(mail.notification()),
                                        "has arrived at %s, and nobody asked for it"
                                                .formatted(mail.recipients())));
        Stream<Violation> rows =
                evidence.notifications()
                        .filter(row -> !evidence.acknowledged().containsKey(row.id()))
                        .flatMap(row -> ghost(evidence, row));
        return Stream.concat(mails, rows);
    }

    private static Stream<Violation> ghost(Evidence evidence, Snapshot.Notification row) {
        Request request = evidence.requestOf(row);
        if (request == null) {
            return Stream.of(Check.G5.violation(row.id(), "is stored, and nobody asked for it"));
        }
        return request.fate() == Fate.REFUSED
                ? Stream.of(Check.G5.violation(row.id(), "is stored, but was refused"))
                : Stream.empty();
    }

    static Stream<Violation> unresolved(Evidence evidence) {
        return evidence.requests().flatMap(request -> unresolved(evidence, request));
    }

    private static Stream<Violation> unresolved(Evidence evidence, Request request) {
        int stored = evidence.storedFor(request).size();
        if (request.fate() == Fate.UNKNOWN) {
            return Stream.of(
                    Check.G6.violation(request.key(), "was never answered; it is to be repeated"));
        }
        if (request.ids().size() > 1) {
            return Stream.of(Check.G6.violation(request.key(), "got the ids " + request.ids()));
        }
        return stored > 1
                ? Stream.of(
                        Check.G6.violation(request.key(), "is stored %d times".formatted(stored)))
                : Stream.empty();
    }
}
