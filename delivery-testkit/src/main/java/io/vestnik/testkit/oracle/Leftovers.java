package io.vestnik.testkit.oracle;

import io.vestnik.contract.Channel;
import io.vestnik.contract.NotificationStatus;
import io.vestnik.contract.Topology;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** G7: nothing is still on its way. */
final class Leftovers {
    private static final Set<String> MANUAL_QUEUES =
            Arrays.stream(Channel.values()).map(Topology::manualQueue).collect(Collectors.toSet());

    private Leftovers() {}

    static Stream<Violation> found(Evidence evidence) {
        return Stream.of(inQueues(evidence), inOutbox(evidence), inManualQueues(evidence))
                .flatMap(each -> each);
    }

    private static Stream<Violation> inQueues(Evidence evidence) {
        return evidence.snapshot().queues().stream()
                .filter(queue -> !isManual(queue) && !queue.messageIds().isEmpty())
                .map(queue ->
                        Check.G7.violation(queue.name(), "holds %s".formatted(queue.messageIds())));
    }

    private static boolean isManual(Snapshot.Queue queue) {
        return MANUAL_QUEUES.contains(queue.name());
    }

    private static Stream<Violation> inOutbox(Evidence evidence) {
        return evidence.snapshot().unpublished().stream()
                .map(id -> Check.G7.violation(id, "is still in the outbox"));
    }

    /** A message may lie there twice: it is the same to the person who decides. */
    private static Stream<Violation> inManualQueues(Evidence evidence) {
        Set<String> parked =
                evidence.notifications()
                        .filter(row -> row.status() == NotificationStatus.MANUAL)
                        .map(row -> row.id().toString())
                        .collect(Collectors.toSet());
        Set<String> messages =
                evidence.snapshot().queues().stream()
                        .filter(Leftovers::isManual)
                        .flatMap(queue -> queue.messageIds().stream())
                        .collect(Collectors.toSet());
        return Stream.concat(
                without(parked, messages)
                        .map(id -> Check.G7.violation(id, "is manual, but in no manual queue")),
                without(messages, parked)
                        .map(id -> Check.G7.violation(id, "is in a manual queue, but not manual")));
    }

    private static Stream<String> without(Set<String> these, Set<String> those) {
        Set<String> left = new LinkedHashSet<>(these);
        left.removeAll(those);
        return left.stream();
    }
}
