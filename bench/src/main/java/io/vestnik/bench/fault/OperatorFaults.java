package io.vestnik.bench.fault;

import java.util.List;

/** Faults of the people who work on the running product. */
final class OperatorFaults {
    private OperatorFaults() {}

    static List<FaultCase> all() {
        return List.of();
    }
}
