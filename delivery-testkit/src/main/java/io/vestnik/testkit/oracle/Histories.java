package io.vestnik.testkit.oracle;

import io.vestnik.testkit.oracle.Snapshot.Attempt;
import io.vestnik.testkit.oracle.Snapshot.Notification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** G8: the attempts of each notification tell a story that can be true. */
final class Histories {
    /** A broker's clock and ours need not agree to the second. */
    private static final Duration EARLY = Duration.ofSeconds(1);

    /** What an idle machine needs to come round, where a tenth of the wait is less. */
    private static final Duration LATE = Duration.ofSeconds(1);

    private Histories() {}

    static Stream<Violation> implausible(Evidence evidence) {
        return evidence.notifications()
                .flatMap(row ->
                        problems(
                                        row,
                                        evidence.attemptsOf(row.id()),
                                        evidence.terms(),
                                        wasReleased(evidence, row))
                                .map(what -> Check.G8.violation(row.id(), what)));
    }

    /** Its wait was cut short, because the far side was back. */
    private static boolean wasReleased(Evidence evidence, Notification row) {
        return evidence.decisionsOf(row.id()).stream()
                .anyMatch(decision -> decision.action().equals("release"));
    }

    private static Stream<String> problems(
            Notification row, List<Attempt> tries, Terms terms, boolean released) {
        return Stream.of(
                        numbering(row, tries).stream(),
                        limit(row, tries),
                        open(row, tries),
                        pairs(tries).flatMap(pair -> spacing(pair, terms, released)),
                        explanation(row, tries).stream())
                .flatMap(each -> each);
    }

    private static Optional<String> numbering(Notification row, List<Attempt> tries) {
        List<Integer> found = tries.stream().map(Attempt::number).toList();
        List<Integer> expected = IntStream.rangeClosed(1, row.attempts()).boxed().toList();
        return found.equals(expected)
                ? Optional.empty()
                : Optional.of("has the attempts %s of %d".formatted(found, row.attempts()));
    }

    private static Stream<String> limit(Notification row, List<Attempt> tries) {
        return IntStream.rangeClosed(1, row.cycle())
                .filter(cycle ->
                        tries.stream()
                                        .filter(each -> each.cycle() == cycle && each.counted())
                                        .count()
                                > row.maxAttempts())
                .mapToObj(cycle ->
                        "has more than %d attempts in cycle %d"
                                .formatted(row.maxAttempts(), cycle));
    }

    private static Stream<String> open(Notification row, List<Attempt> tries) {
        return tries.stream()
                .filter(each -> each.outcome() == null && Evidence.isOver(row.status()))
                .map(each -> "is %s with attempt %d open".formatted(row.status(), each.number()));
    }

    private record Pair(Attempt before, Attempt after) {}

    private static Stream<Pair> pairs(List<Attempt> tries) {
        return IntStream.range(1, tries.size())
                .mapToObj(i -> new Pair(tries.get(i - 1), tries.get(i)))
                .filter(pair -> pair.before.cycle() == pair.after.cycle());
    }

    private static Stream<String> spacing(Pair pair, Terms terms, boolean released) {
        Duration wait = pair.before.plannedWait();
        Instant finished = pair.before.finishedAt();
        if (wait == null || finished == null) {
            return Stream.empty();
        }
        Duration gap = Duration.between(finished, pair.after.startedAt());
        Duration late = max(LATE, wait.dividedBy(10));
        Duration latest = wait.plus(late).plus(terms.downtime());
        boolean early = !released && gap.compareTo(wait.minus(EARLY)) < 0;
        return early || gap.compareTo(latest) > 0
                ? Stream.of(
                        "made attempt %d after %s instead of %s"
                                .formatted(pair.after.number(), gap, wait))
                : Stream.empty();
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Optional<String> explanation(Notification row, List<Attempt> tries) {
        String last = lastStep(row, tries);
        boolean plausible =
                switch (row.status()) {
                    case SENT ->
                            last.equals("done") && "accepted".equals(tries.getLast().outcome());
                    case MANUAL, DISCARDED -> last.equals("park");
                    case RETRYING -> last.equals("retry") || last.equals("open");
                    case QUEUED -> last.equals("none") || last.equals("open");
                    case CANCELLED, EXPIRED -> last.equals("none") || last.equals("retry");
                };
        return plausible
                ? Optional.empty()
                : Optional.of("is %s, and its last step was %s".formatted(row.status(), last));
    }

    private static String lastStep(Notification row, List<Attempt> tries) {
        if (tries.isEmpty() || tries.getLast().cycle() != row.cycle()) {
            return "none";
        }
        String step = tries.getLast().nextStep();
        return step == null ? "open" : step;
    }
}
