package io.vestnik.bench.fault;

import java.util.List;

/** Faults of the broker. */
final class BrokerFaults {
    private BrokerFaults() {}

    static List<FaultCase> all() {
        return List.of();
    }
}
