package io.vestnik.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.bench.fault.CaseResult;
import io.vestnik.bench.fault.CaseResult.Counts;
import io.vestnik.bench.fault.Cases;
import io.vestnik.bench.fault.FaultCase;
import io.vestnik.bench.fault.Matrix;
import io.vestnik.bench.world.Logs;
import io.vestnik.bench.world.World;
import io.vestnik.bench.world.WorldSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The matrix in a few minutes: the faults that have cost others their messages, one world. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultMatrixIT {
    private static final long SEED = Long.getLong("vestnik.seed", 20261122);

    /** Rounds of each; in an order that puts those first which need no second instance. */
    private static final Map<String, Integer> ROUNDS =
            Map.ofEntries(
                    Map.entry("F01", 1),
                    Map.entry("F02", 1),
                    Map.entry("F03", 1),
                    Map.entry("F04", 2),
                    Map.entry("F09", 1),
                    Map.entry("F10", 1),
                    Map.entry("F12", 1),
                    Map.entry("F13", 2),
                    Map.entry("F15", 1),
                    Map.entry("F18", 1),
                    Map.entry("F20", 1),
                    Map.entry("F28", 1),
                    Map.entry("F31", 1),
                    Map.entry("F33", 1),
                    Map.entry("F39", 1),
                    Map.entry("F40", 1));

    private final Score score = new Score(System.out, SEED);
    private final List<CaseResult> results = new ArrayList<>();
    private World world;
    private Matrix matrix;

    @BeforeAll
    void begin() {
        Path folder = Path.of("target/world-it").toAbsolutePath();
        world = World.start(new WorldSettings(Path.of("..").toAbsolutePath(), folder, SEED, true));
        matrix = new Matrix(world, SEED);
        score.begin();
    }

    @AfterAll
    void end() {
        if (world != null) {
            world.close();
        }
    }

    static List<FaultCase> cases() {
        return Cases.of(List.copyOf(ROUNDS.keySet()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    @Order(1)
    void nothingIsLostOrDoubledWithoutAReason(FaultCase fault) {
        CaseResult result = matrix.run(fault, ROUNDS.get(fault.id()));

        results.add(result);
        score.add(result);
        assertThat(result.problems())
                .as("%s %s, seed %d", fault.id(), fault.title(), SEED)
                .isEmpty();
        assertThat(result.faults()).as("faults that were made").isPositive();
    }

    @Test
    @Order(2)
    void everythingTogetherIsWellOnceMore() {
        Counts all = results.stream().map(CaseResult::counts).reduce(Counts.NONE, Counts::plus);

        assertThat(matrix.judgeAll().problems()).isEmpty();
        assertThat(all.lost()).isZero();
        assertThat(all.duplicated()).isLessThanOrEqualTo(all.uncertain());
    }

    @Test
    @Order(3)
    void noLogTellsASecretOrAnErrorThatNobodyExpected() {
        assertThat(Logs.problems(world)).isEmpty();
    }
}
