package io.vestnik.bench.load;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What one run of the gate has found.
 *
 * @param accepted notifications that were answered with 202
 * @param lost those of them that never came
 * @param duplicates mails beyond the first of each notification
 * @param refused posts that were not accepted, by what was said
 */
public record Gauged(
        List<Round> rounds,
        long accepted,
        long lost,
        long duplicates,
        Map<String, Integer> refused) {

    /**
     * One round of posts.
     *
     * @param millis CPU of everybody for each notification
     * @param yardstick CPU milliseconds of a thousand turns of it at the same time
     */
    public record Round(double millis, double yardstick) {
        /** What is comparable between machines. */
        public double ratio() {
            return millis / yardstick;
        }
    }

    /** Never shares the caller's collections. */
    public Gauged {
        rounds = List.copyOf(rounds);
        refused = Map.copyOf(refused);
    }

    /** The ratio of the round in the middle: one that was disturbed does not count. */
    public double ratio() {
        return rounds.stream().mapToDouble(Round::ratio).sorted().toArray()[rounds.size() / 2];
    }

    /** What must not be, in sentences; empty when all is well. */
    public List<String> problems() {
        return Stream.of(
                        accepted == 0 ? "nothing was accepted" : "",
                        lost == 0 ? "" : lost + " accepted notifications are lost",
                        duplicates == 0 ? "" : duplicates + " mails came twice",
                        refused.isEmpty() ? "" : "posts were not accepted: " + refused)
                .filter(problem -> !problem.isEmpty())
                .toList();
    }
}
