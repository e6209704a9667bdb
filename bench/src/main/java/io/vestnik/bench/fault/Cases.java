package io.vestnik.bench.fault;

import java.util.Comparator;
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
                        ServiceFaults.all(),
                        OutageFaults.all(),
                        MessageFaults.all(),
                        ClockFaults.all(),
                        Leaks.all(),
                        Storm.all())
                .flatMap(List::stream)
                .sorted(Comparator.comparing(FaultCase::id))
                .toList();
    }

    /**
     * Some of them.
     *
     * @throws IllegalArgumentException naming an id that no case has
     */
    public static List<FaultCase> of(List<String> ids) {
        List<String> known = all().stream().map(FaultCase::id).toList();
        ids.stream()
                .filter(id -> !known.contains(id))
                .findFirst()
                .ifPresent(id -> {
                    throw new IllegalArgumentException(
                            "There is no case %s; there are %s".formatted(id, known));
                });
        return all().stream().filter(fault -> ids.contains(fault.id())).toList();
    }
}
