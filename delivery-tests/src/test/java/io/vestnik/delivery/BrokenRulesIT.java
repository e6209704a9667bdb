package io.vestnik.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.testkit.oracle.Check;
import io.vestnik.testkit.oracle.Verdict;
import io.vestnik.testkit.oracle.Violation;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * G12: the oracle can fail. Each of our rules is broken once, by a real sender on real neighbours,
 * and a fault befalls it that those who keep the rule survive. There is no repair of orphans here,
 * which would hide some of the losses after a minute.
 */
class BrokenRulesIT {
    private static final Logger log = LoggerFactory.getLogger(BrokenRulesIT.class);

    /** They mostly wait. */
    private static final int AT_ONCE = 6;

    private static final int PATIENCE = 120;

    @TempDir private static Path folder;
    private static ExecutorService threads;
    private static final Map<Rule, Future<Verdict>> KEPT = new EnumMap<>(Rule.class);
    private static final Map<Rule, Future<Verdict>> BROKEN = new EnumMap<>(Rule.class);

    @BeforeAll
    static void begin() {
        threads = Executors.newFixedThreadPool(AT_ONCE);
        for (Rule rule : Rule.values()) {
            KEPT.put(rule, threads.submit(() -> verdict(rule, true)));
            BROKEN.put(rule, threads.submit(() -> verdict(rule, false)));
        }
    }

    @AfterAll
    static void end() {
        threads.shutdownNow();
    }

    private static Verdict verdict(Rule rule, boolean kept) throws Exception {
        try (Trial trial = new Trial(folder.resolve(rule + "-" + kept))) {
            rule.tryOn(trial, kept);
            trial.awaitQuiet();
            return trial.verdict();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRuleThatIsKeptOutlivesItsFault(Rule rule) throws Exception {
        assertThat(KEPT.get(rule).get(PATIENCE, TimeUnit.SECONDS).violations()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aRuleThatIsBrokenTurnsTheOracleRed(Rule rule) throws Exception {
        Verdict verdict = BROKEN.get(rule).get(PATIENCE, TimeUnit.SECONDS);

        log.info("{} broken: {} red\n{}", rule, redChecks(verdict), verdict);
        assertThat(verdict.isOk()).isFalse();
        assertThat(redChecks(verdict)).contains(rule.red());
    }

    private static SortedSet<Check> redChecks(Verdict verdict) {
        return verdict.violations().stream()
                .map(Violation::check)
                .collect(Collectors.<Check, SortedSet<Check>>toCollection(TreeSet::new));
    }
}
