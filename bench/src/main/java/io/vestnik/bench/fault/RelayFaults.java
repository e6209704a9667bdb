package io.vestnik.bench.fault;

import static io.vestnik.bench.world.Link.SMTP;

import io.vestnik.bench.world.Service;
import io.vestnik.bench.world.WorldSettings;
import io.vestnik.testkit.fault.Fault;
import io.vestnik.testkit.fault.FaultProxy;
import io.vestnik.testkit.smtp.ScriptedSmtpServer;
import io.vestnik.testkit.smtp.SmtpBehaviour;
import io.vestnik.testkit.smtp.SmtpStep;
import java.time.Duration;
import java.util.List;

/** Faults of the far side. */
final class RelayFaults {
    /** With the settings of the world: to the final dot, for its answer, and a margin. */
    private static final int LONGEST_ATTEMPT_SECONDS = 9;

    private static final List<SmtpStep> STEPS =
            List.of(
                    SmtpStep.BANNER,
                    SmtpStep.EHLO,
                    SmtpStep.MAIL,
                    SmtpStep.RCPT,
                    SmtpStep.DATA,
                    SmtpStep.DOT);

    private static final List<String> REPLIES =
            List.of("421 4.3.2 Closing", "451 4.3.0 Try again", "554 5.7.1 Not with me");

    private RelayFaults() {}

    static List<FaultCase> all() {
        return List.of(
                FaultCase.of(
                        "F11",
                        "The relay answers later than the sender waits",
                        "the attempt is uncertain; at most two mails",
                        3,
                        RelayFaults::tooLate),
                FaultCase.of(
                        "F23",
                        "The relay refuses connections",
                        "an attempt fails with its reason, and the next rung brings it",
                        3,
                        RelayFaults::refused),
                FaultCase.of(
                        "F24",
                        "The relay hangs at each step of the dialogue",
                        "no attempt takes longer than its deadline",
                        STEPS.size(),
                        RelayFaults::hangs),
                FaultCase.of(
                        "F25",
                        "The relay's line drips 40 bytes a second",
                        "no attempt takes longer than its deadline",
                        2,
                        RelayFaults::drips),
                FaultCase.of(
                        "F26",
                        "The relay answers 421, 451 and 554 at each step",
                        "4xx: tried again; 5xx to the message: parked at once",
                        STEPS.size() * REPLIES.size(),
                        RelayFaults::answers));
    }

    private static void tooLate(Round round) {
        ScriptedSmtpServer relay = round.world().relay();
        for (int i = 0; i < 4; i++) {
            relay.once(SmtpStep.DOT, SmtpBehaviour.takeThen(SmtpBehaviour.hang()));
        }
        round.count(4);
        round.mayDouble(4);
        round.post(40, 100);
        round.awaitUntil("all are sent", () -> round.in("sent") == 40);
        round.check(round.attempts("uncertain") == 4, "not each of them is doubted");
    }

    private static void refused(Round round) {
        Service sender = round.world().sender();
        round.post(60, 60);
        round.awaitUntil("some are sent", () -> round.in("sent") > 5);
        for (Service each : round.world().senders()) {
            each.line(SMTP).refuse();
            each.line(SMTP).cut(Fault.RESET);
        }
        round.count(1);
        round.mayDouble(WorldSettings.UNDER_WAY * round.world().senders().size());
        round.last(Duration.ofSeconds(4));
        sender.line(SMTP).pass();
        round.awaitPosted();
    }

    private static void hangs(Round round) {
        SmtpStep step = STEPS.get((round.number() - 1) % STEPS.size());
        for (int i = 0; i < 3; i++) {
            round.world().relay().once(step, SmtpBehaviour.hang());
        }
        // With a connection of before there would be no greeting.
        round.world().relay().dropConnections();
        round.count(3);
        round.post(30, 60);
        round.awaitUntil("all are sent", () -> round.in("sent") == 30);
        checkDeadline(round);
    }

    private static void drips(Round round) {
        FaultProxy line = round.world().sender().line(SMTP);
        line.drip(40);
        round.count(1);
        round.post(10, 100);
        round.last(Duration.ofSeconds(8));
        line.pass();
        round.awaitUntil("all are sent", () -> round.in("sent") == 10);
        round.mayDouble(round.attempts("uncertain"));
        checkDeadline(round);
    }

    private static void answers(Round round) {
        int turn = round.number() - 1;
        SmtpStep step = STEPS.get(turn % STEPS.size());
        String reply = REPLIES.get(turn / STEPS.size() % REPLIES.size());
        round.world().relay().once(step, SmtpBehaviour.answer(reply));
        round.world().relay().dropConnections();
        round.count(1);
        round.post(5, 100);
        boolean toTheMessage = reply.startsWith("5") && step.compareTo(SmtpStep.RCPT) >= 0;
        int parked = toTheMessage ? 1 : 0;
        round.awaitUntil(
                "all have ended after %s at %s".formatted(reply, step),
                () -> round.in("sent") + round.in("manual") == 5);
        round.check(
                round.in("manual") == parked,
                "%d are parked after %s at %s".formatted(round.in("manual"), reply, step));
    }

    private static void checkDeadline(Round round) {
        int tooLong =
                round.world()
                        .sql()
                        .sql(
                                """
                                select count(*) from attempt join notification on id = notification_id
                                where metadata->>'ledgerKey' like ?
                                    and finished_at - started_at > make_interval(secs => ?)
                                """)
                        .params(round.prefix() + "%", LONGEST_ATTEMPT_SECONDS)
                        .query(Integer.class)
                        .single();
        round.check(tooLong == 0, tooLong + " attempts took longer than their deadline");
    }
}
