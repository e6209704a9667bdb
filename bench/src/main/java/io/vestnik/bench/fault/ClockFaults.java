package io.vestnik.bench.fault;

import io.vestnik.bench.world.Service;
import io.vestnik.bench.world.WorldSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Services whose clocks differ. */
final class ClockFaults {
    /** Of Debian's package faketime. */
    private static final Path FAKE_TIME =
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1");

    private static final int REFUSED = 60;

    private ClockFaults() {}

    static List<FaultCase> all() {
        return List.of(
                FaultCase.of(
                        "F30",
                        "The clock of one of two senders is two hours ahead, or behind",
                        "no attempt before its wait is over; nothing lost, nothing twice",
                        2,
                        ClockFaults::twoHoursOff));
    }

    private static void twoHoursOff(Round round) {
        if (!Files.exists(FAKE_TIME)) {
            throw new IllegalStateException("This case needs the package faketime");
        }
        Service wrong = round.world().senders(2).getLast();
        wrong.kill();
        wrong.beginWith(
                Map.of(
                        "LD_PRELOAD",
                        FAKE_TIME.toString(),
                        "FAKETIME",
                        round.number() % 2 == 1 ? "+2h" : "-2h"));
        wrong.awaitReady();
        round.count(1);
        for (int i = 0; i < REFUSED; i++) {
            round.world().relay().once(io.vestnik.testkit.smtp.SmtpStep.RCPT, SenderFaults.LATER);
        }
        round.post(100, 20);
        round.awaitUntil("all are sent", Duration.ofSeconds(90), () -> round.in("sent") == 100);
        round.check(
                round.attempts("deferred") == REFUSED,
                round.attempts("deferred") + " attempts failed, and the relay refused " + REFUSED);
        wrong.kill();
        round.mayDouble(WorldSettings.UNDER_WAY);
    }
}
