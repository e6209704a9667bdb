package io.vestnik.bench.report;

import io.vestnik.bench.load.Further;
import io.vestnik.bench.load.Measured;
import io.vestnik.bench.report.BenchReport.Figure;
import io.vestnik.bench.report.RunReport.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table of a run of the bench, for people. */
public final class BenchTable {
    private static final String CPU_ROW = "%-20s %13s %13s %13s";

    private static final String FURTHER_ROW = "%-52s %10s %-4s %s";

    private BenchTable() {}

    /** With the ratio to an earlier run, where there is one. */
    public static List<String> of(BenchReport report, @Nullable BenchReport before) {
        List<String> lines = new ArrayList<>();
        addMachine(lines, report);
        lines.add("");
        lines.add(row("", "value", "", "of broker", "of SMTP", "of before"));
        Map<String, Double> earlier = values(before);
        for (Figure figure : report.figures()) {
            lines.add(row(figure, earlier.get(figure.name())));
        }
        if (report.measured().further() != null) {
            addFurther(lines, report.measured().further());
        } else if (report.measured().batches() == null) {
            lines.add("batch call: not there");
        }
        if (report.measured().singles() != null) {
            lines.add("");
            addCpu(lines, report.measured(), report.measured().singles());
        }
        lines.add("");
        addCounts(lines, report.measured());
        return lines;
    }

    private static Map<String, Double> values(@Nullable BenchReport report) {
        return Optional.ofNullable(report).stream()
                .flatMap(there -> there.figures().stream())
                .collect(Collectors.toMap(Figure::name, Figure::value));
    }

    private static void addMachine(List<String> lines, BenchReport report) {
        Surroundings around = report.surroundings();
        lines.add("%s; load average %s".formatted(around.machine(), around.load()));
        lines.add(
                "RabbitMQ %s, PostgreSQL %s, JDK %s, commit %s; %d s"
                        .formatted(
                                around.rabbitmq(),
                                around.postgresql(),
                                around.jdk(),
                                around.commit(),
                                report.seconds()));
        if (report.machineWasLoaded()) {
            lines.add("MACHINE WAS LOADED: something else was running; compare ratios only");
        }
    }

    private static String row(Figure figure, @Nullable Double before) {
        return row(
                figure.name(),
                number(figure.value()),
                figure.unit(),
                ratio(figure.ofBroker()),
                ratio(figure.ofSmtp()),
                before == null || before == 0 ? "" : ratio(figure.value() / before));
    }

    private static String row(String... cells) {
        return "%-46s %10s %-3s %10s %10s %10s".formatted((Object[]) cells).stripTrailing();
    }

    /** Three digits are more than a run can repeat. */
    private static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
    }

    private static String ratio(@Nullable Double value) {
        return value == null ? "" : String.format(Locale.ROOT, "%.2f", value);
    }

    private static void addFurther(List<String> lines, Further further) {
        lines.add("");
        lines.add(FURTHER_ROW.formatted("further", "value", "", "goal"));
        further.readings()
                .forEach(reading ->
                        lines.add(
                                FURTHER_ROW
                                        .formatted(
                                                reading.name(),
                                                precise(reading.value()),
                                                reading.unit(),
                                                reading.goal())
                                        .stripTrailing()));
    }

    /** Ratios are among them. */
    private static String precise(double value) {
        return value < 10 ? ratio(value) : number(value);
    }

    private static void addCpu(List<String> lines, Measured measured, Measured.Ceiling singles) {
        Measured.Ceiling batches = measured.batches();
        Measured.Light light = measured.light();
        lines.add(CPU_ROW.formatted("CPU ms each", "single posts", "batch call", "light load"));
        Map<String, Double> inBatches = batches == null ? Map.of() : batches.cpuMillis();
        Map<String, Double> inLight = light == null ? Map.of() : light.cpuMillis();
        singles.cpuMillis()
                .forEach((who, use) ->
                        lines.add(cpu(who, use, inBatches.get(who), inLight.get(who))));
        lines.add(
                cpu(
                        "together",
                        sum(singles.cpuMillis()),
                        inBatches.isEmpty() ? null : sum(inBatches),
                        inLight.isEmpty() ? null : sum(inLight)));
    }

    private static double sum(Map<String, Double> use) {
        return use.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static String cpu(
            String who, Double singles, @Nullable Double batches, @Nullable Double light) {
        return CPU_ROW.formatted(who, millis(singles), millis(batches), millis(light))
                .stripTrailing();
    }

    private static String millis(@Nullable Double value) {
        return value == null ? "" : String.format(Locale.ROOT, "%.3f", value);
    }

    private static void addCounts(List<String> lines, Measured measured) {
        lines.add(
                "accepted %d, lost %d, duplicates %d"
                        .formatted(measured.accepted(), measured.lost(), measured.duplicates()));
        measured.problems().forEach(problem -> lines.add("NOT GOOD: " + problem));
    }
}
