package io.vestnik.testkit.oracle;

import io.vestnik.testkit.smtp.ReceivedMail;
import io.vestnik.testkit.smtp.ScriptedSmtpServer;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Every message whose end has reached a relay, in order.
 *
 * @param mails taken or not, and answered or not
 */
public record MailLedger(List<Mail> mails) {
    /** Never shares the caller's list. */
    public MailLedger {
        mails = List.copyOf(mails);
    }

    /**
     * A message as the relay has it.
     *
     * @param notification the one it names; absent when it names none
     * @param messageId its Message-ID, empty without one
     * @param recipients of the envelope
     * @param kept whether the relay has taken it, whatever it has said
     * @param reply the words it has really sent; absent when it has sent none
     */
    public record Mail(
            @Nullable UUID notification,
            String messageId,
            List<String> recipients,
            ContentDigest content,
            boolean kept,
            @Nullable String reply) {
        /** Never shares the caller's list. */
        public Mail {
            recipients = List.copyOf(recipients);
        }
    }

    /** What this relay has seen so far. */
    public static MailLedger of(ScriptedSmtpServer relay) {
        return new MailLedger(relay.mails().stream().map(MailLedger::read).toList());
    }

    /**
     * What this relay has seen, without so many of its first.
     *
     * @param first how many to leave out, for a relay that serves many runs
     */
    public static MailLedger since(int first, ScriptedSmtpServer relay) {
        return new MailLedger(relay.mails().stream().skip(first).map(MailLedger::read).toList());
    }

    private static Mail read(ReceivedMail received) {
        MailText text = MailText.of(received.content());
        return new Mail(
                text.notification(),
                text.messageId(),
                received.recipients(),
                text.digest(),
                received.kept(),
                received.reply());
    }
}
