package io.vestnik.bench;

import io.vestnik.bench.fault.CaseResult;
import io.vestnik.bench.fault.Cases;
import io.vestnik.bench.fault.FaultCase;
import io.vestnik.bench.fault.Matrix;
import io.vestnik.bench.report.ReliabilityPage;
import io.vestnik.bench.report.RunReport;
import io.vestnik.bench.world.Logs;
import io.vestnik.bench.world.World;
import io.vestnik.bench.world.WorldSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs the fault matrix and prints the score; {@code ./vestnik faults} starts it. */
final class Faults {
    private final Options options;
    private final Score score;
    private final Path root;
    private final Clock clock = Clock.systemUTC();
    private final List<String> skipped = new ArrayList<>();

    Faults(Options options, PrintStream out) {
        this.options = options;
        this.score = new Score(out, options.seed());
        this.root = Path.of(System.getProperty("vestnik.root", "")).toAbsolutePath();
    }

    /** Whether no case is red. */
    boolean run() throws IOException {
        List<FaultCase> wanted = wanted();
        Path folder = root.resolve("bench/target/world-" + ProcessHandle.current().pid());
        boolean ownBroker = Machine.mayKillItsBroker(System.getenv());
        var settings = new WorldSettings(root, folder, options.seed(), ownBroker);
        Instant begin = clock.instant();
        String loadBefore = Machine.load();
        try (World world = World.start(settings)) {
            runAll(wanted, world, results -> write(begin, loadBefore, world, results));
            return publish(read());
        }
    }

    /** After each case, so that a run that is ended early has its report too. */
    private void write(Instant begin, String loadBefore, World world, List<CaseResult> results) {
        new RunReport(
                        begin,
                        Duration.between(begin, clock.instant()).toSeconds(),
                        options.seed(),
                        Machine.surroundings(world, loadBefore),
                        results,
                        Logs.problems(world),
                        skipped)
                .writeTo(json());
    }

    private RunReport read() {
        return RunReport.read(json());
    }

    private Path json() {
        return root.resolve("bench/target/faults.json");
    }

    private List<FaultCase> wanted() {
        List<FaultCase> all = options.only().isEmpty() ? Cases.all() : Cases.of(options.only());
        return all.stream()
                .filter(fault ->
                        options.longToo() || !fault.onlyInLongRuns() || !options.only().isEmpty())
                .toList();
    }

    private void runAll(List<FaultCase> wanted, World world, Consumer<List<CaseResult>> written) {
        Matrix matrix = new Matrix(world, options.seed());
        score.begin();
        List<CaseResult> results = new ArrayList<>();
        for (FaultCase fault : wanted) {
            if (fault.needsOwnBroker() && !world.settings().ownBroker()) {
                skipped.add(fault.id() + " was left out: it would command somebody's broker");
                continue;
            }
            Integer rounds = options.rounds();
            results.add(matrix.run(fault, rounds == null ? fault.rounds() : rounds));
            score.add(results.getLast());
            written.accept(results);
        }
        results.add(matrix.judgeAll());
        score.add(results.getLast());
        written.accept(results);
    }

    private boolean publish(RunReport report) throws IOException {
        score.end(report);
        Path page = options.report();
        if (page != null) {
            Files.writeString(root.resolve(page), ReliabilityPage.of(report));
        }
        return report.isOk();
    }
}
