package io.vestnik.bench.fault;

import java.util.List;

/** Faults of the database. */
final class DatabaseFaults {
    private DatabaseFaults() {}

    static List<FaultCase> all() {
        return List.of();
    }
}
