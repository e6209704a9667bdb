package io.vestnik.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The two programs of this module: {@code faults} and {@code bench}. */
public final class Main {
    private Main() {}

    /**
     * Ends with 0 when all is well, 1 when something is not, and 2 when the arguments are wrong.
     */
    public static void main(String[] arguments) throws IOException {
        String program = arguments.length == 0 ? "" : arguments[0];
        String[] rest =
                Arrays.copyOfRange(arguments, Math.min(1, arguments.length), arguments.length);
        try {
            System.exit(isWell(program, rest) ? 0 : 1);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
        }
    }

    private static boolean isWell(String program, String... arguments) throws IOException {
        return switch (program) {
            case "faults" -> new Faults(Options.parse(arguments), System.out).run();
            case "bench" -> isGate(arguments) ? gate() : bench(BenchOptions.parse(arguments));
            default -> throw new IllegalArgumentException("There are faults and bench");
        };
    }

    private static boolean isGate(String... arguments) {
        boolean gate = List.of(arguments).contains("--gate");
        if (gate && arguments.length > 1) {
            throw new IllegalArgumentException("--gate takes nothing beside it");
        }
        return gate;
    }

    private static boolean bench(BenchOptions options) {
        return new Bench(options, System.out, root(), hasOwnBroker()).run().isOk();
    }

    private static boolean gate() {
        return new Gate(System.out, root(), hasOwnBroker()).holds();
    }

    private static Path root() {
        return Path.of(System.getProperty("vestnik.root", "")).toAbsolutePath();
    }

    private static boolean hasOwnBroker() {
        return Machine.mayKillItsBroker(System.getenv());
    }
}
