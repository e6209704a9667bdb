package io.vestnik.bench.report;

import io.vestnik.bench.fault.CaseResult;
import io.vestnik.bench.fault.CaseResult.Counts;
import io.vestnik.bench.fault.Cases;
import io.vestnik.bench.fault.FaultCase;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The page about a run, for people. */
public final class ReliabilityPage {
    private static final String INTRODUCTION =
            """
            # Reliability: the score

            This page is written by `./vestnik faults --report docs/reliability.md`; do not edit it.

            The real services run as processes of their own, with a real RabbitMQ, a real PostgreSQL and a relay
            that writes down what it really answered. Between each two of them is a line that can be cut, slowed
            or made to lose one certain answer. Each case breaks something under load, makes it good again, and
            waits until nothing is on its way. Then an oracle compares what the clients were told (their ledger is
            on the disk before each request), what the relay has, what the database says and what lies in the
            broker: accounting, loss, duplicates, ghosts, unresolved requests, leftovers, the history of every
            attempt, every change of state, and the content of every mail. At the end it judges everything
            together once more.

            **Promise:** nothing that was answered with 202 is lost. A mail comes twice only if its sender could
            not know whether the relay had it; that attempt is marked *uncertain*, and both copies have one
            Message-ID.
            """;

    private static final String COLUMNS =
            """
            *Faults*: how often it was done. *Accepted*: answered with 202. *Double*: mails beyond the first of a
            notification. *Uncertain*: attempts whose outcome nobody knows; each explains one double. *Recovery*:
            the longest time from the end of a fault until nothing was on its way any more.
            """;

    private ReliabilityPage() {}

    /** The page in Markdown. */
    public static String of(RunReport run) {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        page.append("\n## The run\n\n").append(summary(run));
        page.append("\n## Fault by fault\n\n").append(COLUMNS).append('\n').append(table(run));
        page.append("\n## What each fault must not do\n\n").append(invariants(run));
        page.append("\n## Not in this run\n\n").append(elsewhere(run));
        page.append("\n## Again\n\n").append(again(run));
        return page.toString();
    }

    private static String summary(RunReport run) {
        Counts all = run.counts();
        RunReport.Surroundings where = run.surroundings();
        return """
        | | |
        |---|---|
        | faults injected | **%d** |
        | accepted | %d of %d asked for |
        | ended well | %d |
        | **lost** | **%d** |
        | duplicates | %d, with %d uncertain attempts |
        | recovered: the client could not know at some time | %d |
        | unexpected: stored or sent without being asked for | %d |
        | verdict | %s |
        | seed | %d |
        | when | %s, %d min |
        | versions | Vestnik %s, RabbitMQ %s, PostgreSQL %s, JDK %s |
        | machine | %s; load average %s |
        """
                .formatted(
                        run.faults(),
                        all.acknowledged(),
                        all.attempted(),
                        all.ok(),
                        all.lost(),
                        all.duplicated(),
                        all.uncertain(),
                        all.recovered(),
                        all.unexpected(),
                        run.isOk() ? "ok" : "**red**",
                        run.seed(),
                        run.startedAt().atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES),
                        run.seconds() / 60,
                        where.commit(),
                        where.rabbitmq(),
                        where.postgresql(),
                        where.jdk(),
                        where.machine(),
                        where.load());
    }

    private static String table(RunReport run) {
        StringBuilder table = new StringBuilder();
        table.append("| | Fault | Rounds | Faults | Accepted | Sent | Manual | Lost | Double |");
        table.append(" Uncertain | Recovery | Verdict |\n");
        table.append("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|\n");
        run.cases().forEach(each -> table.append(row(each)));
        return table.toString();
    }

    private static String row(CaseResult result) {
        Counts counts = result.counts();
        return "| %s | %s | %d | %d | %d | %d | %d | %d | %d | %d | %s | %s |%n"
                .formatted(
                        result.id(),
                        result.title(),
                        result.rounds(),
                        result.faults(),
                        counts.acknowledged(),
                        counts.sent(),
                        counts.manual(),
                        counts.lost(),
                        counts.duplicated(),
                        counts.uncertain(),
                        seconds(result.longestRecovery()),
                        result.isOk() ? "ok" : "**red**: " + result.problems().getFirst());
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    private static String invariants(RunReport run) {
        StringBuilder list = new StringBuilder();
        run.cases()
                .forEach(each ->
                        list.append(
                                "- **%s** %s: %s.%n"
                                        .formatted(each.id(), each.title(), each.invariant())));
        return list.toString();
    }

    private static String elsewhere(RunReport run) {
        StringBuilder list = new StringBuilder();
        Set<String> named = run.cases().stream().map(CaseResult::id).collect(Collectors.toSet());
        for (Elsewhere each : Elsewhere.all()) {
            if (named.add(each.id())) {
                list.append("- **%s** %s. %s%n".formatted(each.id(), each.fault(), each.where()));
            }
        }
        for (FaultCase each : Cases.all()) {
            if (named.add(each.id())) {
                list.append(
                        "- **%s** %s: not run this time%s.%n"
                                .formatted(
                                        each.id(),
                                        each.title(),
                                        each.onlyInLongRuns() ? ", for want of `--long`" : ""));
            }
        }
        run.skipped().forEach(each -> list.append("- ").append(each).append('\n'));
        return list.toString();
    }

    private static String again(RunReport run) {
        return """
        ```sh
        ./vestnik faults --seed %d                # all of it
        ./vestnik faults --only F09 --seed %d     # one fault
        ```

        The seed decides every chance; which request meets it is up to the threads. A short matrix is part of
        `./vestnik test`.
        """
                .formatted(run.seed(), run.seed());
    }
}
