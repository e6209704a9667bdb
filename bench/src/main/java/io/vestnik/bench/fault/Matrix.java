package io.vestnik.bench.fault;

import io.vestnik.bench.fault.CaseResult.Counts;
import io.vestnik.bench.world.Load;
import io.vestnik.bench.world.World;
import io.vestnik.testkit.oracle.ClientLedger;
import io.vestnik.testkit.oracle.Terms;
import io.vestnik.testkit.oracle.Verdict;
import io.vestnik.testkit.oracle.Violation;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Runs cases in one world, one after the other, each judged by the oracle when all is quiet. */
public final class Matrix {
    private static final Duration QUIET_WITHIN = Duration.ofMinutes(2);

    /** Two ticks of the broker's figures, and the time in which late dead letters are repeated. */
    private static final Duration EMPTY_WITHIN = Duration.ofSeconds(60);

    private static final int SHOWN = 8;

    private final World world;
    private final Quiet quiet;
    private final Ground ground;
    private final long seed;
    private Terms allTerms = Terms.undisturbed();

    /** Over this world; chances come from the seed, for each case by itself. */
    public Matrix(World world, long seed) {
        this.world = world;
        this.quiet = new Quiet(world);
        this.ground = new Ground(world);
        this.seed = seed;
    }

    /** What a running case adds up. */
    private static final class Sum {
        private long faults;
        private long doubles;
        private long longestRecovery;
        private long longestRound;
        private final List<String> problems = new ArrayList<>();
    }

    /** Does so many rounds of a case. */
    public CaseResult run(FaultCase fault, int rounds) {
        long begin = System.nanoTime();
        Path ledgerFile = world.settings().folder().resolve(fault.id() + ".ledger");
        Sum sum = new Sum();
        long trapsBefore = world.trapsSprung();
        try (ClientLedger ledger = ClientLedger.openAt(ledgerFile, Clock.systemUTC());
                Load load = new Load(world, ledger)) {
            for (int number = 1; number <= rounds && sum.problems.isEmpty(); number++) {
                round(fault, number, load, sum);
            }
            load.oddities().stream().distinct().limit(SHOWN).forEach(sum.problems::add);
        }
        sum.faults += world.trapsSprung() - trapsBefore;
        Counts counts = judge(fault, ledgerFile, sum);
        return new CaseResult(
                fault.id(),
                fault.title(),
                fault.invariant(),
                rounds,
                sum.faults,
                counts,
                Duration.ofNanos(sum.longestRecovery),
                Duration.ofNanos(System.nanoTime() - begin),
                sum.problems);
    }

    private void round(FaultCase fault, int number, Load load, Sum sum) {
        long roundSeed = seed * 1_000_003 + fault.id().hashCode() * 31L + number;
        world.reseed(roundSeed);
        String prefix = fault.id() + "-" + number + "-";
        Round round = new Round(world, load, prefix, number, new Random(roundSeed));
        long begin = System.nanoTime();
        try {
            fault.script().run(round);
        } catch (Exception | AssertionError failed) {
            sum.problems.add("round " + number + ": " + failed);
        }
        world.heal();
        long healed = System.nanoTime();
        if (!quiet.await(load, QUIET_WITHIN)) {
            sum.problems.add(
                    "round %d: not quiet after %s: %d posts are open; %s"
                            .formatted(number, QUIET_WITHIN, load.open(), quiet.stragglers()));
        }
        long end = System.nanoTime();
        sum.longestRecovery = Math.max(sum.longestRecovery, end - healed);
        sum.longestRound = Math.max(sum.longestRound, end - begin);
        sum.faults += round.faults();
        sum.doubles += round.doubles();
        sum.problems.addAll(round.failures());
    }

    private Counts judge(FaultCase fault, Path ledger, Sum sum) {
        quiet.awaitEmptyQueues(EMPTY_WITHIN);
        Terms terms = new Terms(sum.doubles, Duration.ofNanos(sum.longestRound));
        allTerms =
                new Terms(
                        allTerms.duplicates() + terms.duplicates(),
                        longer(allTerms.downtime(), terms.downtime()));
        Verdict verdict = ground.judge(fault.id() + "-", ledger, terms);
        sum.problems.addAll(words(verdict));
        return Ground.counts(verdict);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static List<String> words(Verdict verdict) {
        List<String> words = new ArrayList<>();
        verdict.violations().stream().limit(SHOWN).map(Violation::toString).forEach(words::add);
        if (verdict.violations().size() > SHOWN) {
            words.add("and " + (verdict.violations().size() - SHOWN) + " more");
        }
        if (verdict.duplicated() > verdict.uncertain()) {
            words.add(
                    "%d duplicates, but only %d uncertain attempts"
                            .formatted(verdict.duplicated(), verdict.uncertain()));
        }
        return words;
    }

    /** The oracle's word on everything together, which finds what came after its case. */
    public CaseResult judgeAll() {
        long begin = System.nanoTime();
        Verdict verdict = ground.judgeAll(allTerms);
        return new CaseResult(
                "ALL",
                "Everything together, once more",
                "what came after its case was over is no ghost, no loss and no duplicate either",
                0,
                0,
                // They stand in their own rows already.
                Counts.NONE,
                Duration.ZERO,
                Duration.ofNanos(System.nanoTime() - begin),
                words(verdict));
    }
}
