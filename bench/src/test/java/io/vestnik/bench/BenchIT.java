package io.vestnik.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.bench.load.Measured;
import io.vestnik.bench.load.Workload;
import io.vestnik.bench.report.BenchReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bench in half a minute: that it runs and counts, and that nothing got slower by far. */
class BenchIT {
    /**
     * Of what the bare broker did in the same run, with everything cold: a third of what was
     * measured when this was written, so that a busy machine does not fail it.
     */
    private static final double LEAST_OF_BROKER = 0.003;

    private static final Workload SMALL =
            new Workload(100, 300, 8, 20, 3, 2, 1_000, false, null, Map.of());

    @TempDir private Path folder;

    @Test
    void aSmallRunLosesAndDoublesNothingAndKeepsItsShareOfTheBroker() {
        Path json = folder.resolve("bench.json");
        var printed = new ByteArrayOutputStream();
        Bench bench =
                new Bench(
                        new BenchOptions(SMALL, json),
                        new PrintStream(printed, true, UTF_8),
                        Path.of("..").toAbsolutePath().normalize(),
                        Machine.mayKillItsBroker(System.getenv()));

        BenchReport report = bench.run();
        System.out.println(printed.toString(UTF_8));

        Measured measured = report.measured();
        assertThat(measured.problems()).isEmpty();
        assertThat(measured.accepted()).isGreaterThanOrEqualTo(100 + 300 + 60);
        assertThat(measured.singles().perSecond() / measured.brokerLimit())
                .as("part of what the broker can do")
                .isGreaterThan(LEAST_OF_BROKER);
        assertThat(measured.singles().cpuMillis().values()).allMatch(millis -> millis >= 0);
        assertThat(printed.toString(UTF_8)).contains("single posts: to the far side");
        assertThat(BenchReport.read(json)).contains(report);
    }
}
