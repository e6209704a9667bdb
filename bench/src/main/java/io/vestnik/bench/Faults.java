package io.vestnik.bench;

import io.vestnik.bench.fault.CaseResult;
import io.vestnik.bench.fault.CaseResult.Counts;
import io.vestnik.bench.fault.Cases;
import io.vestnik.bench.fault.FaultCase;
import io.vestnik.bench.fault.Matrix;
import io.vestnik.bench.world.World;
import io.vestnik.bench.world.WorldSettings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs the fault matrix and prints the score; {@code ./vestnik faults} starts it. */
public final class Faults {
    private static final String ROW = "%-5s %6s %6s %8s %6s %6s %5s %6s %9s %8s %6s  %s%n";

    private final Options options;
    private final PrintStream out;

    Faults(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** Ends with 0 when all is well, 1 when a case is red, and 2 when the arguments are wrong. */
    public static void main(String[] arguments) {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
            return;
        }
        System.exit(new Faults(options, System.out).run() ? 0 : 1);
    }

    private boolean run() {
        Path root = Path.of(System.getProperty("vestnik.root", "")).toAbsolutePath();
        Path folder = root.resolve("bench/target/world-" + ProcessHandle.current().pid());
        List<CaseResult> results = new ArrayList<>();
        try (World world = World.start(new WorldSettings(root, folder, options.seed(), true))) {
            Matrix matrix = new Matrix(world, options.seed());
            out.println("Seed " + options.seed());
            header();
            for (FaultCase fault : wanted()) {
                CaseResult result = matrix.run(fault, rounds(fault));
                results.add(result);
                row(result);
            }
            List<String> late = matrix.judgeAll();
            late.forEach(problem -> out.println("  afterwards: " + problem));
            total(results);
            return late.isEmpty() && results.stream().allMatch(CaseResult::isOk);
        }
    }

    private List<FaultCase> wanted() {
        return Cases.all().stream()
                .filter(fault -> options.only().isEmpty() || options.only().contains(fault.id()))
                .toList();
    }

    private int rounds(FaultCase fault) {
        Integer wanted = options.rounds();
        return wanted == null ? fault.rounds() : wanted;
    }

    private void header() {
        out.printf(
                Locale.ROOT,
                ROW,
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

    private void row(CaseResult result) {
        Counts counts = result.counts();
        out.printf(
                Locale.ROOT,
                ROW,
                result.id(),
                result.rounds(),
                result.faults(),
                counts.acknowledged(),
                counts.sent(),
                counts.manual(),
                counts.lost(),
                counts.duplicated(),
                counts.uncertain(),
                seconds(result.longestRecovery().toMillis()),
                seconds(result.took().toMillis()),
                result.isOk() ? "ok" : "RED: " + result.title());
        result.problems().forEach(problem -> out.println("      " + problem));
        if (!result.isOk()) {
            out.printf(
                    "      replay: ./vestnik faults --only %s --seed %d --rounds %d%n",
                    result.id(), options.seed(), result.rounds());
        }
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }

    private void total(List<CaseResult> results) {
        Counts sum = results.stream().map(CaseResult::counts).reduce(Counts.NONE, Counts::plus);
        out.printf(
                Locale.ROOT,
                "%d cases, %d faults: attempted %d, acknowledged %d, ok %d, lost %d, duplicated %d,"
                        + " recovered %d, unexpected %d; uncertain attempts %d%n",
                results.size(),
                results.stream().mapToLong(CaseResult::faults).sum(),
                sum.attempted(),
                sum.acknowledged(),
                sum.ok(),
                sum.lost(),
                sum.duplicated(),
                sum.recovered(),
                sum.unexpected(),
                sum.uncertain());
    }
}
