package io.vestnik.bench.fault;

import java.util.List;
import java.util.stream.Stream;

/** All cases, in the order of the list of faults. */
public final class Cases {
    private Cases() {}

    /** Every case there is. */
    public static List<FaultCase> all() {
        return Stream.of(
                        IntakeFaults.all(),
                        OutboxFaults.all(),
                        SenderFaults.all(),
                        BrokerFaults.all(),
                        DatabaseFaults.all(),
                        RelayFaults.all(),
                        OperatorFaults.all(),
                        ServiceFaults.all())
                .flatMap(List::stream)
                .sorted(java.util.Comparator.comparing(FaultCase::id))
                .toList();
    }
}
