package io.vestnik.email;

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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/**
 * A mail as it goes over the wire, with its envelope.
 *
 * @param from the envelope sender (RFC 5321 reverse-path)
 * @param to the one recipient
 * @param bytes headers and body (RFC 5322), ASCII only
 */
@SuppressWarnings("ArrayRecordComponent")
record EmailMessage(EmailAddress from, EmailAddress to, byte[] bytes) {
    /**
     * Writes a delivery as mail. The Message-ID and the date derive from the notification alone, so
     * every attempt sends the same mail and doubles can be recognised.
     *
     * @throws IllegalArgumentException with a sentence when it holds something that must not be
     *     sent
     */
    static EmailMessage of(Delivery delivery, EmailAddress from) {
        EmailAddress to = address("The recipient", delivery.recipient());
        Map<String, String> headers = EmailHeaders.of(delivery, from, to);
        Optional<TextBody> single = EmailBody.single(delivery.content(), delivery.attachments());
        byte[] bytes =
                single.isPresent() ? plain(headers, single.get()) : multiple(headers, delivery);
        return new EmailMessage(from, to, bytes);
    }

    private static byte[] plain(Map<String, String> headers, TextBody body) {
        StringBuilder head = new StringBuilder();
        headers.forEach((name, value) -> line(head, name, value));
        line(head, "MIME-Version", "1.0");
        line(head, "Content-Type", body.type());
        line(head, "Content-Transfer-Encoding", body.encoding());
        head.append("\r\n");
        byte[] begun = head.toString().getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(begun, begun.length + body.bytes().length);
        System.arraycopy(body.bytes(), 0, whole, begun.length, body.bytes().length);
        return whole;
    }

    private static void line(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private static byte[] multiple(Map<String, String> headers, Delivery delivery) {
        try {
            MimeMessage mime = new PlainMimeMessage();
            mime.setContent(EmailBody.multiple(delivery.content(), delivery.attachments()));
            mime.saveChanges();
            for (var header : headers.entrySet()) {
                mime.setHeader(header.getKey(), header.getValue());
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            mime.writeTo(bytes);
            return withLineEnd(bytes.toByteArray());
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

    static EmailAddress address(String what, String text) {
        try {
            return EmailAddress.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(what + " " + wrong.getMessage(), wrong);
        }
    }
}
