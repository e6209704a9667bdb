package io.vestnik.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.bench.load.Latencies;
import io.vestnik.bench.load.Measured;
import io.vestnik.bench.report.RunReport.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTableTest {
    private static final Latencies TIMES = new Latencies(10, 2, 20, 30);

    @TempDir private Path folder;

    @Test
    void eachResultStandsBesideTheLimitsOfTheSameRun() {
        String table = table(report(0.2, 2000, 0), null);

        assertThat(table)
                .containsPattern("single posts: to the far side +2000 /s +0\\.25 +0\\.20\n")
                .containsPattern("limit: bare SMTP, pipelining +10000 /s\n")
                .containsPattern("broker-api +1\\.250 +0\\.500\n")
                .contains("batch call: not there")
                .contains("accepted 100, lost 0, duplicates 0")
                .doesNotContain("LOADED")
                .doesNotContain("NOT GOOD");
    }

    @Test
    void anEarlierRunIsComparedFigureByFigure() {
        assertThat(table(report(0.2, 2000, 0), report(0.2, 1000, 0)))
                .containsPattern(
                        "single posts: to the far side +2000 /s +0\\.25 +0\\.20 +2\\.00\n");
    }

    @Test
    void aLoadedMachineIsMarked() {
        assertThat(table(report(1.5, 2000, 0), null)).contains("MACHINE WAS LOADED");
    }

    @Test
    void aLostNotificationIsNotGood() {
        BenchReport report = report(0.2, 2000, 1);

        assertThat(report.isOk()).isFalse();
        assertThat(table(report, null)).contains("NOT GOOD: 1 accepted notifications are lost");
    }

    @Test
    void theJsonIsReadAsItWasWritten() {
        Path file = folder.resolve("bench.json");
        BenchReport report = report(0.2, 2000, 0);

        report.writeTo(file);

        assertThat(BenchReport.read(file)).contains(report);
    }

    @Test
    void whatIsNoReportIsNoEarlierRun() throws IOException {
        Path file = Files.writeString(folder.resolve("bench.json"), "{\"of\":\"another version\"}");

        assertThat(BenchReport.read(file)).isEmpty();
        assertThat(BenchReport.read(folder.resolve("none.json"))).isEmpty();
    }

    private static String table(BenchReport report, @Nullable BenchReport before) {
        return String.join("\n", BenchTable.of(report, before)) + "\n";
    }

    private static BenchReport report(double load, double perSecond, long lost) {
        Surroundings around = new Surroundings("3.10", "18", "25", "abc", "2 processors", "0.2");
        var singles =
                new Measured.Ceiling(
                        100, 32, perSecond, perSecond, TIMES, Map.of("broker-api", 1.25));
        var light = new Measured.Light(200, 15, TIMES, TIMES, Map.of("broker-api", 0.5));
        Measured measured =
                new Measured(
                        8000,
                        10000,
                        singles,
                        null,
                        light,
                        Map.of("broker-api", 300L),
                        100,
                        lost,
                        0,
                        0,
                        0,
                        Map.of());
        return new BenchReport(Instant.EPOCH, 60, around, load, measured);
    }
}
