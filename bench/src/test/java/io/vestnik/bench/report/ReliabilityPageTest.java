package io.vestnik.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.bench.fault.CaseResult;
import io.vestnik.bench.fault.CaseResult.Counts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReliabilityPageTest {
    private static final RunReport RUN =
            new RunReport(
                    Instant.parse("2026-11-22T20:00:00Z"),
                    1_800,
                    7,
                    new RunReport.Surroundings(
                            "3.10.8", "18.6", "25", "abc1234", "2 processors", "1"),
                    List.of(result("F02", 0), result("F09", 1)),
                    List.of(),
                    List.of());

    private static CaseResult result(String id, long lost) {
        return new CaseResult(
                id,
                "A fault",
                "nothing happens",
                3,
                9,
                new Counts(100, 100, 99, lost, 2, 5, 0, 2, 99, 1),
                Duration.ofMillis(1_250),
                Duration.ofSeconds(4),
                lost == 0 ? List.of() : List.of("G2 no loss: one is lost"));
    }

    @Test
    void theSumsAreThoseOfTheRows() {
        assertThat(ReliabilityPage.of(RUN))
                .contains("| faults injected | **18** |")
                .contains("| **lost** | **1** |")
                .contains("| F02 | A fault | 3 | 9 | 100 | 99 | 1 | 0 | 2 | 2 | 1.3 s | ok |");
    }

    @Test
    void aRedCaseMakesTheRunRedAndSaysWhy() {
        assertThat(ReliabilityPage.of(RUN))
                .contains("| verdict | **red** |")
                .contains("**red**: G2 no loss: one is lost");
    }

    @Test
    void whatTheRunHasIsNotExcused() {
        RunReport withFullDisk =
                new RunReport(
                        RUN.startedAt(),
                        RUN.seconds(),
                        RUN.seed(),
                        RUN.surroundings(),
                        List.of(result("F22", 0)),
                        List.of(),
                        List.of());

        assertThat(ReliabilityPage.of(RUN)).contains("- **F22** The database's disk");
        assertThat(ReliabilityPage.of(withFullDisk))
                .doesNotContain("- **F22** The database's disk");
    }

    @Test
    void whatWasNotRunIsSaid() {
        assertThat(ReliabilityPage.of(RUN))
                .contains("- **F10** The relay's 250 is lost: not run this time.")
                .contains("not run this time, for want of `--long`.");
    }

    @Test
    void aRunSurvivesItsJson(@TempDir Path folder) {
        RUN.writeTo(folder.resolve("run.json"));

        assertThat(RunReport.read(folder.resolve("run.json"))).isEqualTo(RUN);
    }
}
