package io.vestnik.bench.fault;

import static io.vestnik.bench.world.Link.HTTP;

import io.vestnik.testkit.fault.Fault;
import java.util.List;

/** Faults between a caller and the row in the database. */
final class IntakeFaults {
    private static final String POST = "POST /api/v1/notifications";

    private IntakeFaults() {}

    static List<FaultCase> all() {
        return List.of(
                FaultCase.of(
                        "F02",
                        "The answer to a POST is lost",
                        "the caller repeats with its key: same id, one row, one mail",
                        3,
                        IntakeFaults::answerLost));
    }

    private static void answerLost(Round round) {
        round.world().api().line(HTTP).arm(1, 0.2, Fault.RESET, POST);
        round.post(120, 100);
        round.awaitPosted();
        round.check(Round.struck(round.world().api().line(HTTP)) > 0, "no answer was lost at all");
    }
}
