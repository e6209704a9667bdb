package io.vestnik.bench.load;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one run has found.
 *
 * @param brokerLimit messages per second through the bare broker
 * @param smtpLimit mails per second by bare SMTP
 * @param startMillis from the start of each process until it was ready
 * @param singles the closed loop of single posts; absent in some of the longer runs
 * @param batches the same through the batch call; absent when the API has none
 * @param light the open loop; absent in the longer runs
 * @param further what one of the longer runs has found; absent in the usual one
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
        Map<String, Long> startMillis,
        @Nullable Ceiling singles,
        @Nullable Ceiling batches,
        @Nullable Light light,
        @Nullable Further further,
        Map<String, Long> residentMebibytes,
        long accepted,
        long lost,
        long duplicates,
        long strangers,
        long notSent,
        Map<String, Integer> refused) {

    /** The figures of an earlier version may lack what it did not measure. */
    public Measured {
        startMillis = orNone(startMillis);
    }

    // Jackson hands null over.
    private static Map<String, Long> orNone(@Nullable Map<String, Long> figures) {
        return figures == null ? Map.of() : figures;
    }

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

    private long uncertain() {
        return further == null ? 0 : further.uncertain();
    }

    /** What must not be, in sentences; empty when all is well. */
    public List<String> problems() {
        Stream<String> ofFurther = further == null ? Stream.of() : further.problems().stream();
        return Stream.concat(
                        ofFurther,
                        Stream.of(
                                lost == 0 ? "" : lost + " accepted notifications are lost",
                                duplicates <= uncertain() ? "" : duplicates + " mails came twice",
                                strangers == 0
                                        ? ""
                                        : strangers + " mails came that nobody has asked for",
                                notSent == 0
                                        ? ""
                                        : notSent + " notifications are not recorded as sent",
                                refused.isEmpty() ? "" : "posts were not accepted: " + refused))
                .filter(problem -> !problem.isEmpty())
                .toList();
    }
}
