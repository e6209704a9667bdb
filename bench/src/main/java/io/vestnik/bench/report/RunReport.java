package io.vestnik.bench.report;

import io.vestnik.bench.fault.CaseResult;
import io.vestnik.bench.fault.CaseResult.Counts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole run of the matrix.
 *
 * @param afterwards what was found when everything was looked at once more; empty when all is well
 * @param skipped cases that could not be run, each with the reason
 */
public record RunReport(
        Instant startedAt,
        long seconds,
        long seed,
        Surroundings surroundings,
        List<CaseResult> cases,
        List<String> afterwards,
        List<String> skipped) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Never shares the caller's lists. */
    public RunReport {
        cases = List.copyOf(cases);
        afterwards = List.copyOf(afterwards);
        skipped = List.copyOf(skipped);
    }

    /**
     * Where it was made.
     *
     * @param load the machine's load average, before and after
     */
    public record Surroundings(
            String rabbitmq,
            String postgresql,
            String jdk,
            String commit,
            String machine,
            String load) {}

    /** Whether every case is well, and all of them together. */
    public boolean isOk() {
        return afterwards.isEmpty() && cases.stream().allMatch(CaseResult::isOk);
    }

    /** How many faults were made. */
    public long faults() {
        return cases.stream().mapToLong(CaseResult::faults).sum();
    }

    /** What became of all notifications. */
    public Counts counts() {
        return cases.stream().map(CaseResult::counts).reduce(Counts.NONE, Counts::plus);
    }

    /** Writes it as JSON. */
    public void writeTo(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, JSON.writeValueAsString(this));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads what {@link #writeTo} has written. */
    public static RunReport read(Path file) {
        try {
            return JSON.readValue(Files.readString(file), RunReport.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
