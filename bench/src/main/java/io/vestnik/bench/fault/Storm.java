package io.vestnik.bench.fault;

import static io.vestnik.bench.world.Link.BROKER;
import static io.vestnik.bench.world.Link.DATABASE;
import static io.vestnik.bench.world.Link.HTTP;
import static io.vestnik.bench.world.Link.SMTP;

import io.vestnik.bench.world.Service;
import io.vestnik.bench.world.World;
import io.vestnik.bench.world.WorldSettings;
import io.vestnik.testkit.RabbitBroker;
import io.vestnik.testkit.fault.Fault;
import io.vestnik.testkit.smtp.SmtpBehaviour;
import io.vestnik.testkit.smtp.SmtpStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Everything at once: faults drawn from the seed, one every few seconds, under steady load. */
final class Storm {
    private static final int PER_SECOND = 20;
    private static final Duration EVERY = Duration.ofSeconds(3);
    private static final Duration OUTAGE = Duration.ofMinutes(10);
    private static final Duration DRAINED_WITHIN = Duration.ofMinutes(5);

    private Storm() {}

    static List<FaultCase> all() {
        return List.of(
                FaultCase.of(
                                "STORM",
                                "A random fault every three seconds under steady load, for a minute",
                                "nothing is lost, and every duplicate has its uncertain attempt",
                                2,
                                round -> storm(round, Duration.ofMinutes(1)))
                        .withOwnBroker(),
                FaultCase.of(
                                "OUTAGE",
                                "The broker is away for 10 minutes at 50 posts a second",
                                "30,000 times 202; drained within 5 minutes of its return",
                                1,
                                Storm::outage)
                        .withOwnBroker()
                        .inLongRuns());
    }

    private static void storm(Round round, Duration length) {
        World world = round.world();
        round.post((int) length.toSeconds() * PER_SECOND, PER_SECOND);
        List<Consumer<Round>> faults = faults();
        for (long i = 0; i < length.dividedBy(EVERY); i++) {
            faults.get(round.random().nextInt(faults.size())).accept(round);
            round.count(1);
            round.last(EVERY);
            world.services().forEach(Storm::mend);
        }
        round.awaitPosted();
    }

    /** Lines are good again; who is dead is started, and meets the next fault on its way up. */
    private static void mend(Service service) {
        service.passAll();
        if (!service.isAlive()) {
            service.begin();
        }
    }

    private static List<Consumer<Round>> faults() {
        List<Consumer<Round>> faults = new ArrayList<>(wireFaults());
        faults.add(round -> round.world().api().kill());
        faults.add(round -> {
            round.world().sender().kill();
            round.mayDouble(WorldSettings.UNDER_WAY);
        });
        faults.add(round -> {
            RabbitBroker broker = round.world().broker();
            broker.kill();
            broker.restart();
        });
        return faults;
    }

    /** Those that leave every service alive. */
    static List<Consumer<Round>> wireFaults() {
        return List.of(
                round -> round.world().api().line(HTTP).cut(Fault.RESET),
                round -> round.world().api().line(BROKER).cut(Fault.RESET),
                round -> round.world().api().line(DATABASE).cut(Fault.RESET),
                round -> round.world().sender().line(BROKER).cut(Fault.RESET),
                round -> {
                    round.world().sender().line(DATABASE).cut(Fault.RESET);
                    round.mayDouble(WorldSettings.UNDER_WAY);
                },
                round -> {
                    round.world().sender().line(SMTP).cut(Fault.RESET);
                    round.mayDouble(WorldSettings.UNDER_WAY);
                },
                round -> round.world().sender().line(SMTP).refuse(),
                round -> round.world().api().line(BROKER).blackhole(),
                round -> round.world().sender().line(DATABASE).delay(Duration.ofMillis(100)),
                round ->
                        round.world()
                                .relay()
                                .once(SmtpStep.DATA, SmtpBehaviour.answer("451 4.3.0 Later")),
                round -> round.world().relay().once(SmtpStep.MAIL, SmtpBehaviour.hang()),
                round -> round.world().relay().once(SmtpStep.RCPT, SmtpBehaviour.reset()));
    }

    private static void outage(Round round) {
        RabbitBroker broker = round.world().broker();
        int count = (int) OUTAGE.toSeconds() * 50;
        broker.kill();
        round.count(1);
        round.post(count, 50);
        round.last(OUTAGE);
        round.awaitUntil("every POST has its 202", () -> round.load().accepted() == count);
        broker.restart();
        round.awaitUntil("all are sent", DRAINED_WITHIN, () -> round.in("sent") == count);
    }
}
