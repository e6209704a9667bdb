package io.vestnik.bench;

import io.vestnik.bench.load.BenchRun;
import io.vestnik.bench.load.Measured;
import io.vestnik.bench.report.BenchReport;
import io.vestnik.bench.report.BenchTable;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Measures how fast it is and prints the table; {@code ./vestnik bench} starts it. */
final class Bench {
    private final BenchOptions options;
    private final PrintStream out;
    private final Path root;
    private final boolean ownBroker;
    private final Clock clock = Clock.systemUTC();

    /**
     * @param root the folder of the source tree, in which the services have been built
     * @param ownBroker whether it starts a broker, or uses the one that the environment names
     */
    Bench(BenchOptions options, PrintStream out, Path root, boolean ownBroker) {
        this.options = options;
        this.out = out;
        this.root = root;
        this.ownBroker = ownBroker;
    }

    /**
     * Does all of it.
     *
     * @return what was found, which is in the JSON too
     */
    BenchReport run() {
        Path folder = root.resolve("bench/target/plant-" + ProcessHandle.current().pid());
        Instant begin = clock.instant();
        String loadBefore = Machine.load();
        try (BenchRun run =
                new BenchRun(options.workload(), root, folder, ownBroker, this::progress)) {
            Measured measured = run.measure();
            BenchReport report =
                    new BenchReport(
                            begin,
                            Duration.between(begin, clock.instant()).toSeconds(),
                            Machine.surroundings(
                                    run.plant().host(),
                                    JdbcClient.create(run.plant().database().dataSource()),
                                    loadBefore),
                            Double.parseDouble(loadBefore),
                            measured);
            publish(report);
            return report;
        }
    }

    private void progress(String what) {
        out.println(what);
    }

    private void publish(BenchReport report) {
        Path json = root.resolve(options.json());
        BenchReport before = BenchReport.read(json).orElse(null);
        out.println();
        BenchTable.of(report, before).forEach(out::println);
        report.writeTo(json);
        out.println("The figures are in " + json);
    }
}
