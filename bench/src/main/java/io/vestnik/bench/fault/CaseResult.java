package io.vestnik.bench.fault;

import java.time.Duration;
import java.util.List;

/**
 * How a case went.
 *
 * @param rounds how many were done
 * @param faults how often the fault was made
 * @param longestRecovery from the end of the fault until nothing was on its way any more
 * @param took all of it
 * @param problems empty when all is well
 */
public record CaseResult(
        String id,
        String title,
        String invariant,
        int rounds,
        long faults,
        Counts counts,
        Duration longestRecovery,
        Duration took,
        List<String> problems) {

    /** Never shares the caller's list. */
    public CaseResult {
        problems = List.copyOf(problems);
    }

    /**
     * What became of the notifications, in the words of Jepsen's checker of queues and in our own.
     *
     * @param duplicated mails beyond the first of each notification
     * @param uncertain attempts whose outcome nobody knows
     */
    public record Counts(
            long attempted,
            long acknowledged,
            long ok,
            long lost,
            long duplicated,
            long recovered,
            long unexpected,
            long uncertain,
            long sent,
            long manual) {
        /** Nothing was posted. */
        public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

        /** Both together. */
        public Counts plus(Counts other) {
            return new Counts(
                    attempted + other.attempted,
                    acknowledged + other.acknowledged,
                    ok + other.ok,
                    lost + other.lost,
                    duplicated + other.duplicated,
                    recovered + other.recovered,
                    unexpected + other.unexpected,
                    uncertain + other.uncertain,
                    sent + other.sent,
                    manual + other.manual);
        }
    }

    /** Whether all is well. */
    public boolean isOk() {
        return problems.isEmpty();
    }
}
