package io.vestnik.bench.fault;

import static io.vestnik.bench.world.Link.DATABASE;
import static io.vestnik.bench.world.Link.HTTP;

import io.vestnik.bench.world.Service;
import io.vestnik.testkit.fault.Fault;
import io.vestnik.testkit.fault.FaultProxy;
import io.vestnik.testkit.fault.WirePatterns;
import java.time.Duration;
import java.util.List;

/** Faults between a caller and the row in the database. */
final class IntakeFaults {
    private static final String POST = "POST /api/v1/notifications";
    private static final int EXIT_BY_TERM = 143;

    private IntakeFaults() {}

    static List<FaultCase> all() {
        return List.of(
                FaultCase.of(
                        "F01",
                        "A request is read and not stored",
                        "nothing is accepted that is not stored, nothing stored that nobody asked for",
                        4,
                        IntakeFaults::notStored),
                FaultCase.of(
                        "F02",
                        "The answer to a POST is lost",
                        "the caller repeats with its key: same id, one row, one mail",
                        8,
                        IntakeFaults::answerLost),
                FaultCase.of(
                        "F31",
                        "The same POST fifty times at once",
                        "one row, one mail, the same id in every 202",
                        8,
                        IntakeFaults::sameAtOnce),
                FaultCase.of(
                        "F32",
                        "The API is restarted under load, in turn by SIGTERM and by kill -9",
                        "what was accepted is there; no 5xx but 503 with Retry-After",
                        2,
                        IntakeFaults::rollingRestart));
    }

    /** In turn the connection breaks before the commit, and the API dies there. */
    private static void notStored(Round round) {
        Service api = round.world().api();
        FaultProxy line = api.line(DATABASE);
        int before = Round.struck(line);
        if (round.number() % 2 == 1) {
            line.armBefore(1, 0.2, Fault.RESET, WirePatterns.POSTGRES_COMMIT);
            round.postUntilStruck(line, before, 100, 100);
            round.awaitPosted();
            return;
        }
        line.armBefore(10 + round.random().nextInt(20), Fault.HANG, WirePatterns.POSTGRES_COMMIT);
        round.postUntilStruck(line, before, 60, 100);
        api.kill();
        line.disarm();
        api.start();
        round.awaitPosted();
    }

    private static void answerLost(Round round) {
        FaultProxy line = round.world().api().line(HTTP);
        int before = Round.struck(line);
        line.arm(1, 0.3, Fault.RESET, POST);
        round.post(100, 100);
        round.awaitPosted();
        round.check(Round.struck(line) > before, "no answer was lost at all");
    }

    private static void sameAtOnce(Round round) {
        round.load().beginSame(round.prefix(), 50);
        round.count(1);
        round.awaitPosted();
        round.awaitUntil("it is sent", () -> round.in("sent") > 0);
        round.check(round.in("sent") == 1, "there are several rows");
    }

    private static void rollingRestart(Round round) {
        List<Service> apis = round.world().apis(2);
        round.post(400, 40);
        for (Service api : apis) {
            if (round.number() % 2 == 1) {
                int code = api.terminate(Duration.ofSeconds(30));
                round.count(1);
                round.check(code == EXIT_BY_TERM, "SIGTERM ended with " + code);
            } else {
                round.kill(api);
            }
            api.start();
        }
        round.awaitPosted();
    }
}
