package io.vestnik.doctor;

import io.vestnik.doctor.report.Findings;
import io.vestnik.doctor.report.Report;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Looks at an installation and prints what it found. It changes nothing. */
public final class Doctor {
    private static final int USAGE = 2;

    private Doctor() {}

    /**
     * Ends with status 0 when everything holds, 1 when something does not, 2 when it was called
     * wrongly.
     *
     * @param arguments none, or {@code --json}
     */
    public static void main(String[] arguments) {
        System.exit(
                run(
                        Arrays.asList(arguments),
                        System.getenv(),
                        new PrintStream(System.out, true, StandardCharsets.UTF_8)));
    }

    static int run(List<String> arguments, Map<String, String> environment, PrintStream out) {
        if (!arguments.isEmpty() && !arguments.equals(List.of("--json"))) {
            out.println("The doctor takes --json and nothing else.");
            return USAGE;
        }
        DoctorSettings settings;
        try {
            settings = DoctorSettings.of(environment);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            return USAGE;
        }
        Findings findings = new Examination(settings, Clock.systemUTC()).examine();
        out.print(arguments.isEmpty() ? Report.text(findings.all()) : Report.json(findings.all()));
        return findings.anyFailed() ? 1 : 0;
    }
}
