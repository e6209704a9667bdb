package io.vestnik.bench.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Looks through everything that the services have said. */
public final class Logs {
    /**
     * One for each notification that is given up, and those of faults that are ours to see. The
     * message container calls it an error when a connection breaks just before an acknowledgement.
     */
    private static final Pattern EXPECTED =
            Pattern.compile(
                    ".*(parked|poison|Poison|given up|overdue|manual queue"
                            + "|needs a person|is paused, because the fault|Too many open files|Error acking).*");

    private Logs() {}

    /** Secrets that stand in a log, and errors that nobody had expected, each once. */
    public static List<String> problems(World world) {
        Set<String> problems = new LinkedHashSet<>();
        for (Service service : world.services()) {
            for (String line : lines(service)) {
                if (world.secrets().stream().anyMatch(line::contains)) {
                    problems.add(service + " tells a secret in its log");
                }
                if (line.contains(" ERROR ") && !EXPECTED.matcher(line).matches()) {
                    problems.add(service + ": " + words(line));
                }
            }
        }
        return new ArrayList<>(problems);
    }

    private static String words(String line) {
        return line.substring(line.indexOf(" ERROR ") + 7)
                .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "ID")
                .replaceAll("\\d+", "N");
    }

    private static List<String> lines(Service service) {
        try {
            return Files.readString(service.log(), StandardCharsets.ISO_8859_1).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
