package io.vestnik.bench;

import io.vestnik.bench.load.GateRun;
import io.vestnik.bench.load.GateSize;
import io.vestnik.bench.load.Gauged;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** Whether a notification costs about what it did; {@code ./vestnik bench --gate} asks. */
final class Gate {
    /**
     * The usual ratio: CPU milliseconds of both services, PostgreSQL and RabbitMQ for each
     * notification, by those of a thousand turns of the yardstick. The one number to write anew
     * when the path has become faster.
     *
     * <p>docs/performance.md has the runs that it comes from.
     */
    static final double USUAL = 0.0310;

    /** A regression by a third is beyond it. */
    private static final double MOST = 1.28;

    /** Below it, a regression by a third would go unseen. */
    private static final double LEAST = 0.80;

    private static final GateSize SIZE = new GateSize(8_000, 5, 2_000, 32);

    private final PrintStream out;
    private final Path root;
    private final boolean ownBroker;

    /**
     * What came of it.
     *
     * @param holds whether all is well
     */
    record Verdict(boolean holds, String sentence) {}

    /**
     * @param root the folder of the source tree, in which the services have been built
     * @param ownBroker whether it starts a broker, or uses the one that the environment names
     */
    Gate(PrintStream out, Path root, boolean ownBroker) {
        this.out = out;
        this.root = root;
        this.ownBroker = ownBroker;
    }

    /** Does all of it; says whether it holds. */
    boolean holds() {
        Path folder = root.resolve("bench/target/gate-" + ProcessHandle.current().pid());
        try (GateRun run = new GateRun(SIZE, root, folder, ownBroker, out::println)) {
            Gauged gauged = run.measure();
            gauged.rounds().forEach(this::tell);
            Verdict verdict = judge(gauged);
            out.println(verdict.sentence());
            return verdict.holds();
        }
    }

    private void tell(Gauged.Round round) {
        out.printf(
                Locale.ROOT,
                "%.3f ms for each notification, %.3f ms for a thousand turns of the yardstick,"
                        + " ratio %.4f%n",
                round.millis(),
                round.yardstick(),
                round.ratio());
    }

    static Verdict judge(Gauged gauged) {
        if (!gauged.problems().isEmpty()) {
            return new Verdict(false, "NOT GOOD: " + String.join("; ", gauged.problems()));
        }
        double ofUsual = gauged.ratio() / USUAL;
        if (ofUsual > MOST) {
            return new Verdict(
                    false,
                    String.format(
                            Locale.ROOT,
                            "TOO SLOW: a notification costs %.2f of the usual CPU beside the"
                                    + " yardstick, and at most %.2f is allowed; ./vestnik bench"
                                    + " --jfr tells where.",
                            ofUsual,
                            MOST));
        }
        String result =
                String.format(
                        Locale.ROOT,
                        "A notification's CPU beside the yardstick is %.4f, %.2f of the usual",
                        gauged.ratio(),
                        ofUsual);
        return new Verdict(true, ofUsual < LEAST ? result + anew(gauged.ratio()) : result);
    }

    private static String anew(double ratio) {
        return String.format(Locale.ROOT, "; set Gate.USUAL to %.4f", ratio);
    }
}
