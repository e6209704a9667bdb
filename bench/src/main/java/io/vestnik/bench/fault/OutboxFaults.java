package io.vestnik.bench.fault;

import static io.vestnik.bench.world.Link.BROKER;

import io.vestnik.bench.world.Service;
import java.time.Duration;
import java.util.List;

/** Faults between the row in the database and the message in the broker. */
final class OutboxFaults {
    private OutboxFaults() {}

    static List<FaultCase> all() {
        return List.of(
                FaultCase.of(
                        "F03",
                        "The API is killed between accepting and publishing",
                        "published within 5 s of its return",
                        5,
                        OutboxFaults::killedBeforePublishing));
    }

    private static void killedBeforePublishing(Round round) {
        Service api = round.world().api();
        api.line(BROKER).blackhole();
        int before = round.load().accepted();
        round.post(40, 100);
        round.awaitUntil("all are accepted", () -> round.load().accepted() - before == 40);
        round.check(round.unpublished() > 0, "nothing was left to publish at the kill");
        round.kill(api);
        api.line(BROKER).pass();
        api.start();
        round.awaitUntil(
                "all are published within 5 s",
                Duration.ofSeconds(5),
                () -> round.unpublished() == 0);
    }
}
