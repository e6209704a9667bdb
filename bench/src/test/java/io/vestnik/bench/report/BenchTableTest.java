package io.vestnik.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.bench.load.Further;
import io.vestnik.bench.load.Latencies;
import io.vestnik.bench.load.Measured;
import io.vestnik.bench.report.RunReport.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTableTest {
    private static final Latencies TIMES = new Latencies(10, 2, 20, 30);

    private static final Surroundings AROUND =
            new Surroundings("3.10", "18", "25", "abc", "2 processors", "0.2");

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
    void theStartOfEachServiceIsAFigure() {
        assertThat(table(report(0.2, 2000, 0), null))
                .containsPattern("start of broker-api +4200 ms\n");
    }

    @Test
    void aLongerRunShowsItsReadingsWithTheirGoals() {
        BenchReport report = longer(0, 1);

        assertThat(table(report, null))
                .containsPattern("two of one +1\\.85 +1.60 at least\n")
                .doesNotContain("CPU ms each")
                .doesNotContain("batch call");
        assertThat(report.isOk()).isFalse();
    }

    @Test
    void aMailMayComeTwiceWhereAnAttemptEndedInDoubt() {
        assertThat(longer(1, 1).isOk()).isTrue();
        assertThat(longer(1, 2).isOk()).isFalse();
    }

    @Test
    void theJsonOfALongerRunIsReadAsItWasWritten() {
        Path file = folder.resolve("longer.json");
        BenchReport report = longer(1, 1);

        report.writeTo(file);

        assertThat(BenchReport.read(file)).contains(report);
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

    private static BenchReport longer(long uncertain, long duplicates) {
        var further =
                new Further(
                        List.of(new Further.Reading("two of one", "", 1.85, "1.60 at least")),
                        List.of(),
                        uncertain,
                        List.of(new Further.Sample(60, "broker-api", 50, 300, 90, 40)));
        Measured usual = report(0.2, 2000, 0).measured();
        Measured measured =
                new Measured(
                        usual.brokerLimit(),
                        usual.smtpLimit(),
                        usual.startMillis(),
                        null,
                        null,
                        null,
                        further,
                        usual.residentMebibytes(),
                        100,
                        0,
                        duplicates,
                        0,
                        0,
                        Map.of());
        return new BenchReport(Instant.EPOCH, 60, AROUND, 0.2, measured);
    }

    private static BenchReport report(double load, double perSecond, long lost) {
        var singles =
                new Measured.Ceiling(
                        100, 32, perSecond, perSecond, TIMES, Map.of("broker-api", 1.25));
        var light = new Measured.Light(200, 15, TIMES, TIMES, Map.of("broker-api", 0.5));
        Measured measured =
                new Measured(
                        8000,
                        10000,
                        Map.of("broker-api", 4200L),
                        singles,
                        null,
                        light,
                        null,
                        Map.of("broker-api", 300L),
                        100,
                        lost,
                        0,
                        0,
                        0,
                        Map.of());
        return new BenchReport(Instant.EPOCH, 60, AROUND, load, measured);
    }
}
