package io.vestnik.testkit.oracle;

import io.vestnik.contract.NotificationStatus;
import io.vestnik.testkit.oracle.MailLedger.Mail;
import io.vestnik.testkit.oracle.Snapshot.Attempt;
import io.vestnik.testkit.oracle.Snapshot.Decision;
import io.vestnik.testkit.oracle.Snapshot.Notification;
import io.vestnik.testkit.oracle.Snapshot.Queue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * A run in which everything went as it should, with one notification for each way a notification
 * may go. Its name is its key; each test breaks it in one place.
 */
final class SampleRun {
    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    static final Duration WAIT = Duration.ofSeconds(5);

    final List<LedgerEntry> ledger = new ArrayList<>();
    final List<Mail> mails = new ArrayList<>();
    final List<Notification> notifications = new ArrayList<>();
    final List<Attempt> attempts = new ArrayList<>();
    final List<Decision> decisions = new ArrayList<>();
    final List<UUID> unpublished = new ArrayList<>();
    final List<Queue> queues = new ArrayList<>();
    Terms terms = new Terms(1, Duration.ZERO);

    SampleRun() {
        sentAtOnce();
        sentAtTheSecondAttempt();
        sentTwice();
        held();
        retriedByAPerson();
        decidedAgainst();
        expired();
        answeredAtTheSecondTry();
        refused();
        queues.add(new Queue("email.send", List.of()));
        queues.add(new Queue("email.retry.5s", List.of()));
        queues.add(new Queue("email.manual", List.of(id("held").toString())));
    }

    Verdict verdict() {
        return Oracle.judge(
                ledger,
                new MailLedger(mails),
                new Snapshot(notifications, attempts, decisions, unpublished, queues),
                terms);
    }

    static UUID id(String key) {
        return UUID.nameUUIDFromBytes(key.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private void sentAtOnce() {
        accepted("at once");
        stored("at once", NotificationStatus.SENT, 1, 1);
        tried("at once", 1, 1, 0, "accepted", "done");
        arrived("at once");
    }

    private void sentAtTheSecondAttempt() {
        accepted("later");
        stored("later", NotificationStatus.SENT, 1, 2);
        tried("later", 1, 1, 0, "deferred", "retry");
        tried("later", 2, 1, 5, "accepted", "done");
        arrived("later");
    }

    private void sentTwice() {
        accepted("twice");
        stored("twice", NotificationStatus.SENT, 1, 2);
        tried("twice", 1, 1, 0, "uncertain", "retry");
        tried("twice", 2, 1, 5, "accepted", "done");
        arrived("twice");
        arrived("twice");
    }

    private void held() {
        accepted("held");
        stored("held", NotificationStatus.MANUAL, 1, 1);
        tried("held", 1, 1, 0, "uncertain", "park");
        arrived("held");
    }

    private void retriedByAPerson() {
        accepted("retried");
        stored("retried", NotificationStatus.SENT, 2, 2);
        tried("retried", 1, 1, 0, "refused", "park");
        decided("retried", 1, "retry");
        tried("retried", 2, 2, 60, "accepted", "done");
        arrived("retried");
    }

    private void decidedAgainst() {
        accepted("cancelled");
        stored("cancelled", NotificationStatus.CANCELLED, 1, 0);
        decided("cancelled", 1, "cancel");
        accepted("discarded");
        stored("discarded", NotificationStatus.DISCARDED, 1, 1);
        tried("discarded", 1, 1, 0, "refused", "park");
        decided("discarded", 1, "discard");
    }

    private void expired() {
        accepted("expired");
        stored("expired", NotificationStatus.EXPIRED, 1, 1);
        tried("expired", 1, 1, 0, "deferred", "retry");
    }

    private void answeredAtTheSecondTry() {
        asked("doubted");
        ledger.add(new LedgerEntry.Unanswered(START, "doubted", "connection reset"));
        accepted("doubted");
        stored("doubted", NotificationStatus.SENT, 1, 1);
        tried("doubted", 1, 1, 0, "accepted", "done");
        arrived("doubted");
    }

    private void refused() {
        asked("refused");
        answered("refused", 400, null);
    }

    void asked(String key) {
        ledger.add(new LedgerEntry.Asked(START, key, recipient(key), content(key)));
    }

    void answered(String key, int status, UUID id) {
        ledger.add(new LedgerEntry.Answered(START, key, status, id));
    }

    void accepted(String key) {
        asked(key);
        answered(key, 202, id(key));
    }

    void stored(String key, NotificationStatus status, int cycle, int attempts) {
        notifications.add(new Notification(id(key), key, status, cycle, attempts, 3));
    }

    /** A row that no attempt and no decision has touched. */
    void storedUnder(UUID id, String key) {
        notifications.add(new Notification(id, key, NotificationStatus.EXPIRED, 1, 0, 3));
    }

    void tried(String key, int number, int cycle, int second, String outcome, String step) {
        Instant at = START.plusSeconds(second);
        attempts.add(
                new Attempt(
                        id(key),
                        number,
                        cycle,
                        at,
                        at,
                        outcome,
                        true,
                        step,
                        "retry".equals(step) ? WAIT : null));
    }

    void decided(String key, int cycle, String action) {
        decisions.add(new Decision(id(key), cycle, action));
    }

    void arrived(String key) {
        mails.add(mail(key));
    }

    static Mail mail(String key) {
        return new Mail(
                id(key), "<" + key + ">", List.of(recipient(key)), content(key), true, "250 Ok");
    }

    static String recipient(String key) {
        return key.replace(' ', '-') + "@example.com";
    }

    static ContentDigest content(String key) {
        return ContentDigest.of(key, "text", null, List.of());
    }

    void changeNotification(String key, UnaryOperator<Notification> change) {
        notifications.replaceAll(row -> row.id().equals(id(key)) ? change.apply(row) : row);
    }

    void changeAttempt(String key, int number, UnaryOperator<Attempt> change) {
        attempts.replaceAll(each ->
                each.notification().equals(id(key)) && each.number() == number
                        ? change.apply(each)
                        : each);
    }

    void changeMails(String key, UnaryOperator<Mail> change) {
        mails.replaceAll(mail -> id(key).equals(mail.notification()) ? change.apply(mail) : mail);
    }

    void changeQueue(String name, String... messageIds) {
        queues.replaceAll(
                queue -> queue.name().equals(name) ? new Queue(name, List.of(messageIds)) : queue);
    }

    /** Takes away what is stored of it, and what arrived. */
    void forget(String key) {
        notifications.removeIf(row -> row.id().equals(id(key)));
        attempts.removeIf(each -> each.notification().equals(id(key)));
        mails.removeIf(mail -> id(key).equals(mail.notification()));
    }

    void forgetDecisions(String key) {
        decisions.removeIf(each -> each.notification().equals(id(key)));
    }
}
