package io.vestnik.bench.fault;

/**
 * One fault of the project's list, and what must hold whatever it does.
 *
 * @param id its number in the list, such as F09
 * @param invariant in words, besides what the oracle asks of every run
 * @param rounds how often it is done in a full run
 * @param needsOwnBroker whether it kills, stops or commands the broker
 * @param onlyInLongRuns whether it takes many minutes
 * @param script one round: load, fault, and what else is to be checked
 */
public record FaultCase(
        String id,
        String title,
        String invariant,
        int rounds,
        boolean needsOwnBroker,
        boolean onlyInLongRuns,
        Script script) {

    /** What is done in one round. Lines, relay and services are made good again after it. */
    @FunctionalInterface
    public interface Script {
        /**
         * Does it.
         *
         * @throws Exception when the fault could not be made; the case is red then
         */
        void run(Round round) throws Exception;
    }

    static FaultCase of(String id, String title, String invariant, int rounds, Script script) {
        return new FaultCase(id, title, invariant, rounds, false, false, script);
    }

    /** The same, for a broker that may be killed. */
    FaultCase withOwnBroker() {
        return new FaultCase(id, title, invariant, rounds, true, onlyInLongRuns, script);
    }

    /** The same, for somebody who has time. */
    FaultCase inLongRuns() {
        return new FaultCase(id, title, invariant, rounds, needsOwnBroker, true, script);
    }

    @Override
    public String toString() {
        return id + " " + title;
    }
}
