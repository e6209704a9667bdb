package io.vestnik.bench.fault;

import static org.awaitility.Awaitility.await;

import io.vestnik.bench.world.Figures;
import io.vestnik.bench.world.Service;
import io.vestnik.bench.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.awaitility.core.ConditionTimeoutException;

/** G11: what breaks around a service leaves nothing behind in it. */
final class Leaks {
    private static final int FAULTS = 30;
    private static final Duration BACK_WITHIN = Duration.ofSeconds(90);

    private Leaks() {}

    static List<FaultCase> all() {
        return List.of(
                FaultCase.of(
                        "G11",
                        "Thirty faults around services that live on",
                        "threads, files, connections, channels and heap are back where they were",
                        1,
                        Leaks::leaveNothingBehind));
    }

    private static void leaveNothingBehind(Round round) {
        World world = round.world();
        List<Service> services = List.of(world.api(), world.sender());
        services.forEach(Service::killAndStart);
        round.post(200, 100);
        round.awaitUntil("the warm-up is over", () -> round.in("sent") == 200);
        settle(round);
        List<Figures> before = services.stream().map(Figures::of).toList();
        int channels = world.host().channels();

        round.post(FAULTS * 10, 10);
        List<Consumer<Round>> faults = Storm.wireFaults();
        for (int i = 0; i < FAULTS; i++) {
            faults.get(round.random().nextInt(faults.size())).accept(round);
            round.count(1);
            round.last(Duration.ofSeconds(1));
            services.forEach(Service::passAll);
        }
        round.awaitPosted();
        round.awaitUntil("all are sent", () -> round.in("sent") == 200 + FAULTS * 10);

        for (int i = 0; i < services.size(); i++) {
            compare(round, services.get(i), before.get(i));
        }
        round.awaitUntil(
                "there are as many AMQP channels as before, which was " + channels,
                BACK_WITHIN,
                () -> world.host().channels() <= channels + 2);
    }

    /** Idle connections to relay and callers go by themselves. */
    private static void settle(Round round) {
        round.last(Duration.ofSeconds(12));
    }

    private static void compare(Round round, Service service, Figures before) {
        List<String> more = new ArrayList<>();
        try {
            await().atMost(BACK_WITHIN)
                    .pollInterval(Duration.ofSeconds(3))
                    .until(() -> {
                        more.clear();
                        more.addAll(Figures.of(service).beyond(before));
                        return more.isEmpty();
                    });
        } catch (ConditionTimeoutException leak) {
            round.check(false, service + " has kept " + more);
        }
    }
}
