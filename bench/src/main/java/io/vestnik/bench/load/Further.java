package io.vestnik.bench.load;

import java.util.ArrayList;
import java.util.List;

/**
 * What one of the longer runs has found.
 *
 * @param problems what must not be, in sentences
 * @param uncertain attempts of which nobody knows how they ended; each may have doubled a mail
 * @param samples of the soak, one for each service and minute
 */
public record Further(
        List<Reading> readings, List<String> problems, long uncertain, List<Sample> samples) {
    /** Never shares the caller's lists. */
    public Further {
        readings = List.copyOf(readings);
        problems = List.copyOf(problems);
        samples = List.copyOf(samples);
    }

    /**
     * One figure.
     *
     * @param goal what it is to be, in words; empty where nothing was settled
     */
    public record Reading(String name, String unit, double value, String goal) {}

    /**
     * What a service holds after a collection of garbage.
     *
     * @param second since the beginning
     */
    public record Sample(
            long second,
            String service,
            double heapMebibytes,
            double residentMebibytes,
            long descriptors,
            long threads) {}

    /** Collects readings in the order of the table. */
    static final class Notes {
        private final List<Reading> readings = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();

        /** Notes one without a goal. */
        void add(String name, String unit, double value) {
            add(name, unit, value, "");
        }

        /** Notes one with its goal. */
        void add(String name, String unit, double value, String goal) {
            readings.add(new Reading(name, unit, value, goal));
        }

        /** Notes what must not be. */
        void problem(String sentence) {
            problems.add(sentence);
        }

        /** All of it. */
        Further end() {
            return end(0, List.of());
        }

        /** All of it, with what only some have. */
        Further end(long uncertain, List<Sample> samples) {
            return new Further(readings, problems, uncertain, samples);
        }
    }
}
