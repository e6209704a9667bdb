package io.vestnik.testkit.oracle;

import static io.vestnik.testkit.oracle.Altered.answered;
import static io.vestnik.testkit.oracle.Altered.at;
import static io.vestnik.testkit.oracle.Altered.attempted;
import static io.vestnik.testkit.oracle.Altered.containing;
import static io.vestnik.testkit.oracle.Altered.ended;
import static io.vestnik.testkit.oracle.Altered.limited;
import static io.vestnik.testkit.oracle.Altered.numbered;
import static io.vestnik.testkit.oracle.Altered.to;
import static io.vestnik.testkit.oracle.Altered.withMessageId;
import static io.vestnik.testkit.oracle.SampleRun.content;
import static io.vestnik.testkit.oracle.SampleRun.id;

import io.vestnik.contract.NotificationStatus;
import io.vestnik.testkit.oracle.MailLedger.Mail;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * One way to break a good run, and the only check that it breaks.
 *
 * @param about whom or what the check names
 */
record Breakage(Check check, String what, String about, Consumer<SampleRun> how) {
    private static final UUID STRANGER = id("a stranger");

    static List<Breakage> all() {
        return java.util.stream.Stream.of(
                        accounting(),
                        loss(),
                        copies(),
                        duplicates(),
                        ghosts(),
                        unresolved(),
                        leftovers(),
                        histories(),
                        transitions(),
                        contents())
                .flatMap(List::stream)
                .toList();
    }

    private static Breakage of(Check check, String what, String key, Consumer<SampleRun> how) {
        return new Breakage(check, what, id(key).toString(), how);
    }

    private static Breakage ofName(Check check, String what, String name, Consumer<SampleRun> how) {
        return new Breakage(check, what, name, how);
    }

    private static List<Breakage> accounting() {
        return List.of(
                of(
                        Check.G1,
                        "one is never taken up",
                        "at once",
                        run -> {
                            run.forget("at once");
                            run.stored("at once", NotificationStatus.QUEUED, 1, 0);
                        }),
                of(
                        Check.G1,
                        "one waits for a retry that never comes",
                        "later",
                        run -> {
                            run.forget("later");
                            run.stored("later", NotificationStatus.RETRYING, 1, 1);
                            run.tried("later", 1, 1, 0, "deferred", "retry");
                        }),
                of(
                        Check.G1,
                        "two requests get one notification",
                        "at once",
                        run -> {
                            run.ledger.add(
                                    new LedgerEntry.Asked(
                                            SampleRun.START,
                                            "another",
                                            SampleRun.recipient("at once"),
                                            content("at once")));
                            run.answered("another", 202, id("at once"));
                        }));
    }

    private static List<Breakage> loss() {
        return List.of(
                of(Check.G2, "a row vanishes", "at once", run -> run.forget("at once")),
                of(
                        Check.G2,
                        "a row vanishes after its mail was sent",
                        "at once",
                        run -> {
                            run.forget("at once");
                            run.arrived("at once");
                        }),
                of(
                        Check.G2,
                        "a sent one has not arrived",
                        "at once",
                        run ->
                                run.mails.removeIf(
                                        mail -> id("at once").equals(mail.notification()))),
                of(
                        Check.G2,
                        "a sent one was not taken",
                        "at once",
                        run ->
                                run.changeMails(
                                        "at once", mail -> answered(mail, false, "451 Later"))));
    }

    private static List<Breakage> copies() {
        return List.of(
                of(
                        Check.G3,
                        "a copy of one that was certain",
                        "at once",
                        run -> {
                            run.arrived("at once");
                            run.terms = new Terms(2, Duration.ZERO);
                        }),
                of(
                        Check.G3,
                        "more copies than uncertain attempts",
                        "held",
                        run -> {
                            run.arrived("held");
                            run.terms = new Terms(2, Duration.ZERO);
                        }),
                of(
                        Check.G3,
                        "a cancelled one has arrived",
                        "cancelled",
                        run -> run.arrived("cancelled")));
    }

    private static List<Breakage> duplicates() {
        return List.of(
                ofName(
                        Check.G4,
                        "a duplicate although nothing happened",
                        "the inbox",
                        run -> run.terms = Terms.undisturbed()),
                of(
                        Check.G4,
                        "each copy has a Message-ID of its own",
                        "twice",
                        run ->
                                run.changeMails(
                                        "twice",
                                        mail ->
                                                withMessageId(
                                                        mail, "<" + UUID.randomUUID() + ">"))));
    }

    private static List<Breakage> ghosts() {
        return List.of(
                ofName(
                        Check.G5,
                        "a mail that names no notification",
                        "null",
                        run ->
                                run.mails.add(
                                        new Mail(
                                                null,
                                                "",
                                                List.of(),
                                                content("x"),
                                                true,
                                                "250 Ok"))),
                of(
                        Check.G5,
                        "a mail that names an unknown one",
                        "a stranger",
                        run -> run.arrived("a stranger")),
                of(
                        Check.G5,
                        "a row without a key",
                        "a stranger",
                        run -> run.storedUnder(STRANGER, null)),
                of(
                        Check.G5,
                        "a row with a key that nobody has used",
                        "a stranger",
                        run -> run.storedUnder(STRANGER, "nobody's")),
                of(
                        Check.G5,
                        "a row of a request that was refused",
                        "refused",
                        run -> run.storedUnder(id("refused"), "refused")));
    }

    private static List<Breakage> unresolved() {
        return List.of(
                ofName(
                        Check.G6,
                        "a request is not repeated",
                        "silent",
                        run -> {
                            run.asked("silent");
                            run.ledger.add(
                                    new LedgerEntry.Unanswered(SampleRun.START, "silent", "reset"));
                            run.storedUnder(STRANGER, "silent");
                        }),
                ofName(
                        Check.G6,
                        "the client died in a request",
                        "silent",
                        run -> run.asked("silent")),
                ofName(
                        Check.G6,
                        "the server failed last",
                        "silent",
                        run -> {
                            run.asked("silent");
                            run.answered("silent", 503, null);
                        }),
                ofName(
                        Check.G6,
                        "the key is in flight for ever",
                        "silent",
                        run -> {
                            run.asked("silent");
                            run.answered("silent", 409, null);
                        }),
                ofName(
                        Check.G6,
                        "a request is stored twice",
                        "doubted",
                        run -> run.storedUnder(STRANGER, "doubted")),
                ofName(
                        Check.G6,
                        "a repetition gets another id",
                        "doubted",
                        run -> {
                            run.answered("doubted", 202, STRANGER);
                            run.storedUnder(STRANGER, "doubted");
                        }));
    }

    private static List<Breakage> leftovers() {
        return List.of(
                ofName(
                        Check.G7,
                        "a message in the work queue",
                        "email.send",
                        run -> run.changeQueue("email.send", id("at once").toString())),
                ofName(
                        Check.G7,
                        "a message in a wait queue",
                        "email.retry.5s",
                        run -> run.changeQueue("email.retry.5s", "")),
                of(
                        Check.G7,
                        "a row in the outbox",
                        "at once",
                        run -> run.unpublished.add(id("at once"))),
                of(
                        Check.G7,
                        "a manual one without a message",
                        "held",
                        run -> run.changeQueue("email.manual")),
                of(
                        Check.G7,
                        "a manual message of one that is sent",
                        "retried",
                        run ->
                                run.changeQueue(
                                        "email.manual",
                                        id("held").toString(),
                                        id("retried").toString())));
    }

    private static List<Breakage> histories() {
        return List.of(
                of(
                        Check.G8,
                        "an attempt is missing",
                        "later",
                        run -> {
                            run.changeAttempt("later", 2, each -> numbered(each, 3));
                            run.changeNotification("later", row -> attempted(row, 3));
                        }),
                of(
                        Check.G8,
                        "more attempts are counted than made",
                        "later",
                        run -> run.changeNotification("later", row -> attempted(row, 3))),
                of(
                        Check.G8,
                        "more attempts than allowed",
                        "later",
                        run -> run.changeNotification("later", row -> limited(row, 1))),
                of(
                        Check.G8,
                        "a retry comes too early",
                        "later",
                        run -> run.changeAttempt("later", 2, each -> at(each, 3))),
                of(
                        Check.G8,
                        "a retry comes too late",
                        "later",
                        run -> run.changeAttempt("later", 2, each -> at(each, 7))),
                of(
                        Check.G8,
                        "sent after an attempt that failed",
                        "at once",
                        run ->
                                run.changeAttempt(
                                        "at once", 1, each -> ended(each, "deferred", "retry"))),
                of(
                        Check.G8,
                        "manual without having been parked",
                        "held",
                        run ->
                                run.changeAttempt(
                                        "held", 1, each -> ended(each, "uncertain", "retry"))),
                of(
                        Check.G8,
                        "sent while an attempt is open",
                        "at once",
                        run -> run.changeAttempt("at once", 1, each -> ended(each, null, null))));
    }

    private static List<Breakage> transitions() {
        return List.of(
                of(
                        Check.G9,
                        "tried again after it was sent",
                        "at once",
                        run -> {
                            run.tried("at once", 2, 1, 5, "accepted", "done");
                            run.changeNotification("at once", row -> attempted(row, 2));
                        }),
                of(
                        Check.G9,
                        "cancelled by nobody",
                        "cancelled",
                        run -> run.forgetDecisions("cancelled")),
                of(
                        Check.G9,
                        "a new cycle by nobody",
                        "retried",
                        run -> run.forgetDecisions("retried")),
                of(
                        Check.G9,
                        "retried by two people at once",
                        "retried",
                        run -> run.decided("retried", 1, "retry")),
                of(
                        Check.G9,
                        "cancelled after it was sent",
                        "at once",
                        run -> run.decided("at once", 1, "cancel")),
                of(
                        Check.G9,
                        "discarded before it was parked",
                        "expired",
                        run -> run.decided("expired", 1, "discard")),
                of(
                        Check.G9,
                        "moved, and still where it was",
                        "held",
                        run -> run.decided("held", 1, "move")));
    }

    private static List<Breakage> contents() {
        return List.of(
                of(
                        Check.G10,
                        "another text",
                        "at once",
                        run ->
                                run.changeMails(
                                        "at once", mail -> containing(mail, content("other")))),
                of(
                        Check.G10,
                        "the content of another one",
                        "at once",
                        run ->
                                run.changeMails(
                                        "at once", mail -> containing(mail, content("later")))),
                of(
                        Check.G10,
                        "another recipient",
                        "at once",
                        run ->
                                run.changeMails(
                                        "at once", mail -> to(mail, "stranger@example.com"))),
                of(
                        Check.G10,
                        "one recipient more",
                        "at once",
                        run ->
                                run.changeMails(
                                        "at once",
                                        mail ->
                                                to(
                                                        mail,
                                                        mail.recipients().getFirst(),
                                                        "x@example.com"))));
    }

    @Override
    public String toString() {
        return check + ": " + what;
    }
}
