package io.vestnik.email;

import io.vestnik.contract.Content;
import io.vestnik.contract.email.EmailAddress;
import io.vestnik.delivery.Delivery;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.jspecify.annotations.Nullable;

/**
 * A mail as it goes over the wire, with its envelope.
 *
 * @param from the envelope sender (RFC 5321 reverse-path)
 * @param to the one recipient
 * @param bytes headers and body (RFC 5322), ASCII only
 */
@SuppressWarnings("ArrayRecordComponent")
record EmailMessage(EmailAddress from, EmailAddress to, byte[] bytes) {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    /**
     * Writes a delivery as mail. The Message-ID and the date derive from the notification alone, so
     * every attempt sends the same mail and doubles can be recognised.
     *
     * @throws IllegalArgumentException with a sentence when it holds something that must not be
     *     sent
     */
    static EmailMessage of(Delivery delivery, EmailAddress from) {
        EmailAddress to = address("The recipient", delivery.recipient());
        try {
            MimeMessage mime = new PlainMimeMessage();
            EmailBody.write(mime, delivery.content(), delivery.attachments());
            mime.saveChanges();
            writeHeaders(mime, delivery, from, to);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            mime.writeTo(bytes);
            return new EmailMessage(from, to, withLineEnd(bytes.toByteArray()));
        } catch (MessagingException | IOException notMime) {
            throw new IllegalArgumentException(
                    "The message cannot be written as mail: " + notMime.getMessage(), notMime);
        }
    }

    /** How much goes over the wire, in bytes. */
    int size() {
        return bytes.length;
    }

    /** The one recipient for the library, unparsed, since it would read more into it. */
    Address[] recipients() {
        InternetAddress recipient = new InternetAddress();
        recipient.setAddress(to.toString());
        return new Address[] {recipient};
    }

    /**
     * The same for the library, which wants an object.
     *
     * @param sized whether the relay is told the size beforehand (RFC 1870)
     */
    SMTPMessage forLibrary(boolean sized) {
        SMTPMessage message = new WrittenMessage(bytes);
        message.setEnvelopeFrom(from.toString());
        if (sized) {
            message.setMailExtension("SIZE=" + bytes.length);
        }
        return message;
    }

    private static final class WrittenMessage extends SMTPMessage {
        private final byte[] bytes;

        WrittenMessage(byte[] bytes) {
            super((Session) null);
            this.bytes = bytes;
        }

        @Override
        public void writeTo(OutputStream out, String[] ignored) throws IOException {
            out.write(bytes);
        }
    }

    /** Leaves Message-ID and Date alone, which are ours to set. */
    private static final class PlainMimeMessage extends MimeMessage {
        PlainMimeMessage() {
            super((Session) null);
        }

        @Override
        protected void updateMessageID() {}
    }

    /** The final dot wants a line of its own, and the size is announced beforehand. */
    private static byte[] withLineEnd(byte[] written) {
        if (written[written.length - 1] == '\n') {
            return written;
        }
        byte[] ended = Arrays.copyOf(written, written.length + 2);
        ended[written.length] = '\r';
        ended[written.length + 1] = '\n';
        return ended;
    }

    private static void writeHeaders(
            MimeMessage mime, Delivery delivery, EmailAddress from, EmailAddress to)
            throws MessagingException {
        Content content = delivery.content();
        mime.setHeader("Date", DATE.format(delivery.createdAt()));
        mime.setHeader("From", mailbox(content.fromName(), from));
        mime.setHeader("To", to.toString());
        if (content.replyTo() != null) {
            mime.setHeader("Reply-To", address("replyTo", content.replyTo()).toString());
        }
        if (content.subject() != null) {
            HeaderText.check("The subject", content.subject());
            mime.setHeader("Subject", HeaderText.unstructured("Subject", content.subject()));
        }
        mime.setHeader("Message-ID", "<" + delivery.id() + "@" + from.domain() + ">");
        mime.setHeader("Auto-Submitted", "auto-generated");
        mime.setHeader("X-Vestnik-Id", delivery.id().toString());
        for (var header : content.headers().entrySet()) {
            String name = header.getKey();
            HeaderText.checkName("A header", name);
            HeaderText.check("The header " + name, header.getValue());
            mime.setHeader(name, HeaderText.unstructured(name, header.getValue()));
        }
    }

    private static String mailbox(@Nullable String name, EmailAddress address) {
        if (name == null || name.isBlank()) {
            return address.toString();
        }
        HeaderText.check("fromName", name);
        return HeaderText.phrase(name) + "\r\n <" + address + ">";
    }

    private static EmailAddress address(String what, String text) {
        try {
            return EmailAddress.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(what + " " + wrong.getMessage(), wrong);
        }
    }
}
