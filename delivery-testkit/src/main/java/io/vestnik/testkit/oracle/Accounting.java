package io.vestnik.testkit.oracle;

import io.vestnik.contract.NotificationStatus;
import java.util.stream.Stream;

/** G1 and G2: what was acknowledged is there, and has come to an end. */
final class Accounting {
    private Accounting() {}

    static Stream<Violation> withoutOneEnd(Evidence evidence) {
        Stream<Violation> open =
                evidence.notifications()
                        .filter(row -> evidence.acknowledged().containsKey(row.id()))
                        .filter(row -> !Evidence.isOver(row.status()))
                        .map(row -> Check.G1.violation(row.id(), "is still " + row.status()));
        Stream<Violation> shared =
                evidence.requests()
                        .flatMap(request ->
                                request.ids().stream()
                                        .filter(id ->
                                                !request.equals(evidence.acknowledged().get(id)))
                                        .map(id ->
                                                Check.G1.violation(
                                                        id,
                                                        "was the answer to another request than "
                                                                + request.key()
                                                                + " too")));
        return Stream.concat(open, shared);
    }

    static Stream<Violation> lost(Evidence evidence) {
        Stream<Violation> missing =
                evidence.acknowledged().keySet().stream()
                        .filter(id -> evidence.notification(id) == null)
                        .map(id -> Check.G2.violation(id, "was acknowledged and is not stored"));
        Stream<Violation> undelivered =
                evidence.notifications()
                        .filter(row -> row.status() == NotificationStatus.SENT)
                        .filter(row -> evidence.copiesOf(row.id()) == 0)
                        .map(row -> Check.G2.violation(row.id(), "is sent and has not arrived"));
        return Stream.concat(missing, undelivered);
    }
}
