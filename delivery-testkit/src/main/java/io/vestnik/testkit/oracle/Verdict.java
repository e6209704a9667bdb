package io.vestnik.testkit.oracle;

import io.vestnik.contract.NotificationStatus;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a run went, counted in notifications unless something else is said, in the words of Jepsen's
 * checker of queues.
 *
 * @param attempted asked for
 * @param acknowledged answered with a promise
 * @param ok come to an end that is right
 * @param lost promised or said to be sent, and not there
 * @param duplicated mails beyond the first of each notification
 * @param recovered ended well although at some time the client could not know
 * @param unexpected stored or arrived without having been asked for
 * @param uncertain attempts whose outcome nobody knows
 * @param ends how many notifications ended in each state
 * @param violations in the order of the checks
 */
public record Verdict(
        long attempted,
        long acknowledged,
        long ok,
        long lost,
        long duplicated,
        long recovered,
        long unexpected,
        long uncertain,
        Map<NotificationStatus, Long> ends,
        List<Violation> violations) {
    private static final int SHOWN = 20;

    /** Never shares the caller's collections. */
    public Verdict {
        ends = Map.copyOf(ends);
        violations = List.copyOf(violations);
    }

    /** Whether every check is content. */
    public boolean isOk() {
        return violations.isEmpty();
    }

    /** How many notifications ended so. */
    public long ended(NotificationStatus status) {
        return ends.getOrDefault(status, 0L);
    }

    /** A table of the counts, and below it the first violations. */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder();
        table.append(
                "%9s %12s %7s %5s %10s %9s %10s %9s  %s%n"
                        .formatted(
                                "attempted",
                                "acknowledged",
                                "ok",
                                "lost",
                                "duplicated",
                                "recovered",
                                "unexpected",
                                "uncertain",
                                "verdict"));
        table.append(
                "%9d %12d %7d %5d %10d %9d %10d %9d  %s%n"
                        .formatted(
                                attempted,
                                acknowledged,
                                ok,
                                lost,
                                duplicated,
                                recovered,
                                unexpected,
                                uncertain,
                                isOk() ? "ok" : violations.size() + " violations"));
        violations.stream().limit(SHOWN).forEach(each -> table.append("  %s%n".formatted(each)));
        if (violations.size() > SHOWN) {
            table.append("  and %d more: %s%n".formatted(violations.size() - SHOWN, perCheck()));
        }
        return table.toString();
    }

    private Map<Check, Long> perCheck() {
        return violations.stream()
                .collect(
                        Collectors.groupingBy(
                                Violation::check, java.util.TreeMap::new, Collectors.counting()));
    }
}
