package io.vestnik.bench.fault;

import java.util.List;

/** Faults of the relay. */
final class RelayFaults {
    private RelayFaults() {}

    static List<FaultCase> all() {
        return List.of();
    }
}
