package io.vestnik.testkit.oracle;

import io.vestnik.testkit.oracle.Request.Fate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges a run by what the client, the relay, the database and the broker have seen. It has no
 * opinion on how the run was made and keeps nothing between two of them.
 */
public final class Oracle {
    private Oracle() {}

    /**
     * Does all the checks.
     *
     * @param ledger what clients asked and were answered
     * @param mails what the relay has seen
     * @param snapshot what is left, taken when all is quiet
     * @param terms what the run was put through
     */
    public static Verdict judge(
            List<LedgerEntry> ledger, MailLedger mails, Snapshot snapshot, Terms terms) {
        Evidence evidence = new Evidence(ledger, mails, snapshot, terms);
        List<Violation> violations =
                Arrays.stream(Check.values()).flatMap(check -> check.violations(evidence)).toList();
        Set<String> lost = about(violations, Check.G2);
        return new Verdict(
                evidence.requests().count(),
                evidence.requests().filter(each -> each.fate() == Fate.ACKNOWLEDGED).count(),
                evidence.requests().filter(each -> isOk(evidence, each, lost)).count(),
                lost.size(),
                Copies.duplicates(evidence),
                evidence.requests()
                        .filter(each -> each.doubted() && isOk(evidence, each, lost))
                        .count(),
                about(violations, Check.G5).size(),
                evidence.uncertainAttempts(),
                snapshot.notifications().stream()
                        .collect(
                                Collectors.groupingBy(
                                        Snapshot.Notification::status, Collectors.counting())),
                violations);
    }

    private static Set<String> about(List<Violation> violations, Check check) {
        return violations.stream()
                .filter(each -> each.check() == check)
                .map(Violation::about)
                .collect(Collectors.toSet());
    }

    private static boolean isOk(Evidence evidence, Request request, Set<String> lost) {
        List<Snapshot.Notification> stored = evidence.storedFor(request);
        return stored.size() == 1
                && Evidence.isOver(stored.getFirst().status())
                && !lost.contains(stored.getFirst().id().toString());
    }
}
