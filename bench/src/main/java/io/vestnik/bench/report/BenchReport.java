package io.vestnik.bench.report;

import io.vestnik.bench.load.Measured;
import io.vestnik.bench.report.RunReport.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole run of the bench.
 *
 * @param loadBefore the machine's load average over the minute before it
 */
public record BenchReport(
        Instant startedAt,
        long seconds,
        Surroundings surroundings,
        double loadBefore,
        Measured measured) {
    private static final double LOADED = 1;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * One figure.
     *
     * @param ofBroker its part of what the bare broker can do
     * @param ofSmtp its part of what bare SMTP can do
     */
    public record Figure(
            String name,
            String unit,
            double value,
            @Nullable Double ofBroker,
            @Nullable Double ofSmtp) {}

    /** Whether something else was using the machine, so that the figures tell little. */
    public boolean machineWasLoaded() {
        return loadBefore > LOADED;
    }

    /** Whether every notification came exactly once. */
    public boolean isOk() {
        return measured.problems().isEmpty();
    }

    /** Limits and results, in the order of the table. */
    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        figures.add(rate("limit: RabbitMQ, PerfTest on a quorum queue", measured.brokerLimit()));
        figures.add(rate("limit: bare SMTP, pipelining", measured.smtpLimit()));
        measured.startMillis()
                .forEach((who, millis) -> figures.add(plain("start of " + who, "ms", millis)));
        if (measured.singles() != null) {
            addCeiling(figures, "single posts", measured.singles());
        }
        if (measured.batches() != null) {
            addCeiling(figures, "batch call", measured.batches());
        }
        if (measured.light() != null) {
            addLight(figures, measured.light());
        }
        measured.residentMebibytes()
                .forEach((who, size) -> figures.add(plain("memory of " + who, "MiB", size)));
        return figures;
    }

    private void addCeiling(List<Figure> figures, String name, Measured.Ceiling ceiling) {
        figures.add(ofLimits(name + ": to the far side", ceiling.perSecond()));
        figures.add(ofLimits(name + ": to sent in the history", ceiling.recordedPerSecond()));
        figures.add(plain(name + ": accept p50", "ms", ceiling.accept().p50()));
        figures.add(plain(name + ": accept p99", "ms", ceiling.accept().p99()));
    }

    private static void addLight(List<Figure> figures, Measured.Light light) {
        String name = "light load: ";
        figures.add(plain(name + "accept p50", "ms", light.accept().p50()));
        figures.add(plain(name + "accept p99", "ms", light.accept().p99()));
        figures.add(plain(name + "accept to far side p50", "ms", light.delivery().p50()));
        figures.add(plain(name + "accept to far side p99", "ms", light.delivery().p99()));
        figures.add(plain(name + "accept to far side max", "ms", light.delivery().max()));
    }

    private static Figure rate(String name, double value) {
        return new Figure(name, "/s", value, null, null);
    }

    private static Figure plain(String name, String unit, double value) {
        return new Figure(name, unit, value, null, null);
    }

    private Figure ofLimits(String name, double value) {
        return new Figure(
                name, "/s", value, value / measured.brokerLimit(), value / measured.smtpLimit());
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

    /** An earlier run; none when it is not there, or was written by another version. */
    public static Optional<BenchReport> read(Path file) {
        try {
            return Optional.of(JSON.readValue(Files.readString(file), BenchReport.class));
        } catch (IOException | JacksonException none) {
            return Optional.empty();
        }
    }
}
