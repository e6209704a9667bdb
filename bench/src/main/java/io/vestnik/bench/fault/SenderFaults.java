package io.vestnik.bench.fault;

import static io.vestnik.bench.world.Link.BROKER;
import static io.vestnik.bench.world.Link.DATABASE;
import static io.vestnik.bench.world.Link.SMTP;

import io.vestnik.bench.world.Service;
import io.vestnik.bench.world.WorldSettings;
import io.vestnik.testkit.fault.Fault;
import io.vestnik.testkit.fault.FaultProxy;
import io.vestnik.testkit.fault.WirePatterns;
import io.vestnik.testkit.smtp.ScriptedSmtpServer;
import io.vestnik.testkit.smtp.SmtpBehaviour;
import io.vestnik.testkit.smtp.SmtpStep;
import java.util.List;

/** Faults between the message in the broker and its acknowledgement. */
final class SenderFaults {
    /** The statement that records an outcome. */
    private static final String FINISH = "with ended as";

    static final SmtpBehaviour LATER = SmtpBehaviour.answer("451 4.3.0 Try again later");

    private SenderFaults() {}

    static List<FaultCase> all() {
        return List.of(
                FaultCase.of(
                        "F08",
                        "The sender is killed before the relay has the message",
                        "no doubt about any attempt, and no duplicate",
                        3,
                        SenderFaults::killedBeforeTheRelay),
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
                        6,
                        SenderFaults::replyLost),
                FaultCase.of(
                        "F12",
                        "The record of an outcome fails, or its answer is lost",
                        "the record is repeated, never the mail",
                        8,
                        SenderFaults::recordFails),
                FaultCase.of(
                        "F13",
                        "The acknowledgement of a message is lost",
                        "the message comes again, and no second mail is sent",
                        6,
                        SenderFaults::acknowledgementLost),
                FaultCase.of(
                        "F14",
                        "The sender is killed after publishing the retry, before its acknowledgement",
                        "one chain of attempts goes on, each number once",
                        3,
                        SenderFaults::killedAfterTheRetry),
                FaultCase.of(
                        "F33",
                        "The sender is killed with many mails under way",
                        "duplicates at most the mails in progress, not those fetched ahead",
                        8,
                        SenderFaults::killedUnderWay),
                FaultCase.of(
                        "F34",
                        "The sender dies again and again over the same messages",
                        "none vanishes at the broker's delivery limit",
                        1,
                        SenderFaults::crashLoop));
    }

    private static void killedBeforeTheRelay(Round round) {
        Service sender = round.world().sender();
        sender.line(SMTP).blackhole();
        round.post(20, 100);
        round.awaitUntil("some are claimed", () -> open(round, "not handed_over") > 3);
        round.kill(sender);
        sender.line(SMTP).pass();
        sender.start();
        round.awaitUntil("all are sent", () -> round.in("sent") == 20);
        round.check(round.attempts("uncertain") == 0, "there is doubt about an attempt");
    }

    private static void killedBeforeTheRecord(Round round) {
        Service sender = round.world().sender();
        FaultProxy line = sender.line(DATABASE);
        int before = Round.struck(line);
        line.armBefore(5 + round.random().nextInt(20), Fault.HANG, FINISH);
        round.postUntilStruck(line, before, 60, 100);
        round.killTrapped(sender);
        line.disarm();
        sender.start();
    }

    private static void replyLost(Round round) {
        FaultProxy line = round.world().sender().line(SMTP);
        int before = Round.struck(line);
        Fault fault = round.number() % 2 == 1 ? Fault.RESET : Fault.HANG;
        line.arm(1, 0.15, fault, WirePatterns.SMTP_FINAL_DOT);
        round.post(100, 100);
        round.awaitUntil("all are sent", () -> round.in("sent") == 100);
        int struck = Round.struck(line) - before;
        round.mayDouble(struck);
        round.check(struck > 0, "no reply was lost at all");
        round.check(
                round.attempts("uncertain") == struck,
                struck + " replies were lost, and " + round.attempts("uncertain") + " are doubted");
    }

    /** In turn it never arrives, and only its answer does not; some outcomes ask for a retry. */
    private static void recordFails(Round round) {
        FaultProxy line = round.world().sender().line(DATABASE);
        ScriptedSmtpServer relay = round.world().relay();
        int before = Round.struck(line);
        for (int i = 0; i < 20; i++) {
            relay.once(SmtpStep.RCPT, LATER);
        }
        if (round.number() % 2 == 1) {
            line.arm(1, 0.25, Fault.RESET, FINISH);
        } else {
            line.armBefore(1, 0.25, Fault.RESET, FINISH);
        }
        int posted = round.postUntilStruck(line, before, 60, 100);
        round.awaitUntil("all are sent", () -> round.in("sent") == posted);
        round.check(round.attempts("uncertain") == 0, "there is doubt about an attempt");
    }

    private static void acknowledgementLost(Round round) {
        FaultProxy line = round.world().sender().line(BROKER);
        int before = Round.struck(line);
        line.armBefore(5 + round.random().nextInt(20), Fault.RESET, WirePatterns.AMQP_ACK);
        int posted = round.postUntilStruck(line, before, 60, 100);
        round.awaitUntil("all are sent", () -> round.in("sent") == posted);
        round.check(round.attempts("uncertain") == 0, "there is doubt about an attempt");
    }

    private static void killedAfterTheRetry(Round round) {
        Service sender = round.world().sender();
        FaultProxy line = sender.line(BROKER);
        int before = Round.struck(line);
        round.world().relay().on(SmtpStep.RCPT, LATER);
        line.armBefore(5 + round.random().nextInt(20), Fault.HANG, WirePatterns.AMQP_ACK);
        int posted = round.postUntilStruck(line, before, 50, 100);
        sender.kill();
        line.disarm();
        round.world().relay().behaveWell();
        sender.start();
        round.awaitUntil("all are sent", () -> round.in("sent") == posted);
        round.check(round.attempts("uncertain") == 0, "there is doubt about an attempt");
    }

    private static void killedUnderWay(Round round) {
        Service sender = round.world().sender();
        sender.line(SMTP).delay(java.time.Duration.ofMillis(60));
        round.post(80, 400);
        round.awaitUntil(
                "many are under way",
                () -> open(round, "handed_over") >= WorldSettings.CONCURRENCY / 2);
        round.killSender(sender);
        sender.line(SMTP).pass();
        sender.start();
    }

    private static void crashLoop(Round round) {
        Service sender = round.world().sender();
        sender.line(SMTP).blackhole();
        round.post(5, 100);
        for (int i = 0; i < 6; i++) {
            round.awaitUntil("all are claimed", () -> open(round, "not handed_over") == 5);
            round.kill(sender);
            sender.start();
        }
        sender.line(SMTP).pass();
        round.awaitUntil("all are sent", () -> round.in("sent") == 5);
    }

    /** Attempts of a living or dead sender that have no outcome. */
    static int open(Round round, String condition) {
        return round.world()
                .sql()
                .sql(
                        """
                        select count(*) from attempt join notification on id = notification_id
                        where metadata->>'ledgerKey' like ? and outcome is null and
                        """
                                + condition)
                .param(round.prefix() + "%")
                .query(Integer.class)
                .single();
    }
}
