package io.vestnik.bench.load;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one run has found.
 *
 * @param brokerLimit messages per second through the bare broker
 * @param smtpLimit mails per second by bare SMTP
 * @param singles the closed loop of single posts
 * @param batches the same through the batch call; absent when the API has none
 * @param light the open loop
 * @param residentMebibytes memory of each service after the ceiling
 * @param accepted notifications that were answered with 202, in all phases
 * @param lost those of them that never came
 * @param duplicates mails beyond the first of each notification
 * @param strangers notifications that came though nobody was told that they were accepted
 * @param notSent notifications that were not recorded as sent when everything was quiet
 * @param refused posts that were not accepted, by what was said
 */
public record Measured(
        double brokerLimit,
        double smtpLimit,
        Ceiling singles,
        @Nullable Ceiling batches,
        Light light,
        Map<String, Long> residentMebibytes,
        long accepted,
        long lost,
        long duplicates,
        long strangers,
        long notSent,
        Map<String, Integer> refused) {

    /**
     * The highest throughput.
     *
     * @param perSecond from the first post to the last mail at the far side
     * @param recordedPerSecond from the first post until the last one stands in the history as sent
     * @param accept from a post to its 202
     * @param cpuMillis for each notification, by who has used them
     */
    public record Ceiling(
            int notifications,
            int connections,
            double perSecond,
            double recordedPerSecond,
            Latencies accept,
            Map<String, Double> cpuMillis) {}

    /**
     * At a light load.
     *
     * @param accept from the moment a post was due to its 202
     * @param delivery from the 202 to the reply to the final dot
     */
    public record Light(
            int perSecond,
            int seconds,
            Latencies accept,
            Latencies delivery,
            Map<String, Double> cpuMillis) {}

    /** What must not be, in sentences; empty when all is well. */
    public List<String> problems() {
        return java.util.stream.Stream.of(
                        lost == 0 ? "" : lost + " accepted notifications are lost",
                        duplicates == 0 ? "" : duplicates + " mails came twice",
                        strangers == 0 ? "" : strangers + " mails came that nobody has asked for",
                        notSent == 0 ? "" : notSent + " notifications are not recorded as sent",
                        refused.isEmpty() ? "" : "posts were not accepted: " + refused)
                .filter(problem -> !problem.isEmpty())
                .toList();
    }
}
