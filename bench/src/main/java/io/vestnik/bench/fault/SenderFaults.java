package io.vestnik.bench.fault;

import static io.vestnik.bench.world.Link.BROKER;
import static io.vestnik.bench.world.Link.DATABASE;
import static io.vestnik.bench.world.Link.SMTP;

import io.vestnik.bench.world.Service;
import io.vestnik.testkit.fault.Fault;
import io.vestnik.testkit.fault.FaultProxy;
import io.vestnik.testkit.fault.WirePatterns;
import java.util.List;

/** Faults between the message in the broker and the recorded outcome. */
final class SenderFaults {
    /** The statement that records an outcome. */
    private static final String FINISH = "with finished as";

    private SenderFaults() {}

    static List<FaultCase> all() {
        return List.of(
                FaultCase.of(
                        "F09",
                        "The sender is killed after the relay's 250, before its record",
                        "at most two mails, with one Message-ID, and the attempt is uncertain",
                        8,
                        SenderFaults::killedBeforeTheRecord),
                FaultCase.of(
                        "F10",
                        "The relay's 250 is lost",
                        "at most two mails; as many as there are uncertain attempts",
                        4,
                        SenderFaults::replyLost),
                FaultCase.of(
                        "F13",
                        "The acknowledgement of a message is lost",
                        "the message comes again, and no second mail is sent",
                        4,
                        SenderFaults::acknowledgementLost));
    }

    private static void killedBeforeTheRecord(Round round) {
        Service sender = round.world().sender();
        FaultProxy line = sender.line(DATABASE);
        int before = Round.struck(line);
        line.armBefore(5 + round.random().nextInt(20), Fault.HANG, FINISH);
        round.post(60, 100);
        round.awaitStruck(line, before);
        round.killTrapped(sender);
        line.disarm();
        sender.start();
    }

    private static void replyLost(Round round) {
        FaultProxy line = round.world().sender().line(SMTP);
        int before = Round.struck(line);
        Fault fault = round.number() % 2 == 1 ? Fault.RESET : Fault.HANG;
        line.arm(1, 0.1, fault, WirePatterns.SMTP_FINAL_DOT);
        round.post(100, 100);
        round.awaitUntil("all are sent", () -> round.in("sent") == 100);
        round.mayDouble(Round.struck(line) - before);
        round.check(Round.struck(line) > before, "no reply was lost at all");
    }

    private static void acknowledgementLost(Round round) {
        FaultProxy line = round.world().sender().line(BROKER);
        int before = Round.struck(line);
        line.armBefore(5 + round.random().nextInt(30), Fault.RESET, WirePatterns.AMQP_ACK);
        round.post(60, 100);
        round.awaitStruck(line, before);
        round.awaitUntil("all are sent", () -> round.in("sent") == 60);
    }
}
