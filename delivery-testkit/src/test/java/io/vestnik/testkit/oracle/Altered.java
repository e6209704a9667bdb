package io.vestnik.testkit.oracle;

import io.vestnik.testkit.oracle.MailLedger.Mail;
import io.vestnik.testkit.oracle.Snapshot.Attempt;
import io.vestnik.testkit.oracle.Snapshot.Notification;
import java.util.List;

/** Copies of records that differ from the original in one point. */
final class Altered {
    private Altered() {}

    static Mail answered(Mail mail, boolean kept, String reply) {
        return new Mail(
                mail.notification(),
                mail.messageId(),
                mail.recipients(),
                mail.content(),
                kept,
                reply);
    }

    static Mail withMessageId(Mail mail, String id) {
        return new Mail(
                mail.notification(),
                id,
                mail.recipients(),
                mail.content(),
                mail.kept(),
                mail.reply());
    }

    static Mail containing(Mail mail, ContentDigest content) {
        return new Mail(
                mail.notification(),
                mail.messageId(),
                mail.recipients(),
                content,
                mail.kept(),
                mail.reply());
    }

    static Mail to(Mail mail, String... recipients) {
        return new Mail(
                mail.notification(),
                mail.messageId(),
                List.of(recipients),
                mail.content(),
                mail.kept(),
                mail.reply());
    }

    static Notification attempted(Notification row, int attempts) {
        return new Notification(
                row.id(), row.key(), row.status(), row.cycle(), attempts, row.maxAttempts());
    }

    static Notification limited(Notification row, int maxAttempts) {
        return new Notification(
                row.id(), row.key(), row.status(), row.cycle(), row.attempts(), maxAttempts);
    }

    static Attempt numbered(Attempt each, int number) {
        return new Attempt(
                each.notification(),
                number,
                each.cycle(),
                each.startedAt(),
                each.finishedAt(),
                each.outcome(),
                each.counted(),
                each.nextStep(),
                each.plannedWait());
    }

    static Attempt at(Attempt each, int second) {
        return new Attempt(
                each.notification(),
                each.number(),
                each.cycle(),
                SampleRun.START.plusSeconds(second),
                SampleRun.START.plusSeconds(second),
                each.outcome(),
                each.counted(),
                each.nextStep(),
                each.plannedWait());
    }

    static Attempt ended(Attempt each, String outcome, String step) {
        return new Attempt(
                each.notification(),
                each.number(),
                each.cycle(),
                each.startedAt(),
                outcome == null ? null : each.finishedAt(),
                outcome,
                each.counted(),
                step,
                "retry".equals(step) ? SampleRun.WAIT : null);
    }
}
