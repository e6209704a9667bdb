package io.vestnik.bench;

import io.vestnik.bench.fault.CaseResult;
import io.vestnik.bench.fault.CaseResult.Counts;
import io.vestnik.bench.report.RunReport;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** The table of a run, a line at a time as it goes. */
final class Score {
    private final PrintStream out;
    private final long seed;

    Score(PrintStream out, long seed) {
        this.out = out;
        this.seed = seed;
    }

    void begin() {
        out.println("Seed " + seed);
        row(
                "fault",
                "rounds",
                "faults",
                "accepted",
                "sent",
                "manual",
                "lost",
                "double",
                "uncertain",
                "recovery",
                "took",
                "verdict");
    }

    void add(CaseResult result) {
        Counts counts = result.counts();
        row(
                result.id(),
                result.rounds(),
                result.faults(),
                counts.acknowledged(),
                counts.sent(),
                counts.manual(),
                counts.lost(),
                counts.duplicated(),
                counts.uncertain(),
                seconds(result.longestRecovery()),
                seconds(result.took()),
                result.isOk() ? "ok" : "RED: " + result.title());
        result.problems().forEach(problem -> out.println("      " + problem));
        if (!result.isOk()) {
            out.printf(
                    "      replay: ./vestnik faults --only %s --seed %d --rounds %d%n",
                    result.id(), seed, result.rounds());
        }
    }

    void end(RunReport run) {
        Counts sum = run.counts();
        run.afterwards().forEach(problem -> out.println("afterwards: " + problem));
        run.skipped().forEach(out::println);
        out.printf(
                Locale.ROOT,
                "%d faults: attempted %d, acknowledged %d, ok %d, lost %d, duplicated %d,"
                        + " recovered %d, unexpected %d; uncertain attempts %d; %d s; %s%n",
                run.faults(),
                sum.attempted(),
                sum.acknowledged(),
                sum.ok(),
                sum.lost(),
                sum.duplicated(),
                sum.recovered(),
                sum.unexpected(),
                sum.uncertain(),
                run.seconds(),
                run.isOk() ? "ok" : "RED");
    }

    private void row(Object... columns) {
        out.printf(Locale.ROOT, "%-7s %6s %6s %8s %6s %6s %5s %6s %9s %9s %8s  %s%n", columns);
        out.flush();
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
