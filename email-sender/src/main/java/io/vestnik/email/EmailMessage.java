package io.vestnik.email;

import io.vestnik.contract.Content;
import io.vestnik.contract.email.EmailAddress;
import io.vestnik.contract.email.HeaderRules;
import io.vestnik.delivery.Delivery;
import io.vestnik.delivery.Delivery.Attachment;
import jakarta.activation.DataHandler;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
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

    private static final Pattern LINE_END = Pattern.compile("\\r\\n|\\r|\\n");

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
            writeContent(mime, delivery.content(), delivery.attachments());
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
            checkValue("The subject", content.subject());
            mime.setHeader("Subject", HeaderText.unstructured("Subject", content.subject()));
        }
        mime.setHeader("Message-ID", "<" + delivery.id() + "@" + from.domain() + ">");
        mime.setHeader("Auto-Submitted", "auto-generated");
        mime.setHeader("X-Vestnik-Id", delivery.id().toString());
        for (var header : content.headers().entrySet()) {
            String name = header.getKey();
            check("A header", HeaderRules.problemWithName(name));
            checkValue("The header " + name, header.getValue());
            mime.setHeader(name, HeaderText.unstructured(name, header.getValue()));
        }
    }

    private static void writeContent(MimePart whole, Content content, List<Attachment> attachments)
            throws MessagingException {
        if (attachments.isEmpty()) {
            writeBody(whole, content);
            return;
        }
        MimeMultipart mixed = new MimeMultipart("mixed");
        MimeBodyPart body = new MimeBodyPart();
        writeBody(body, content);
        mixed.addBodyPart(body);
        for (Attachment attachment : attachments) {
            mixed.addBodyPart(part(attachment));
        }
        whole.setContent(mixed);
    }

    private static void writeBody(MimePart body, Content content) throws MessagingException {
        String text = content.text();
        String html = content.html();
        if (text != null && html != null) {
            MimeBodyPart plain = new MimeBodyPart();
            writeText(plain, text, "text/plain");
            MimeBodyPart rich = new MimeBodyPart();
            writeText(rich, html, "text/html");
            // The last one is the best (RFC 2046 section 5.1.4).
            body.setContent(new MimeMultipart("alternative", plain, rich));
        } else if (html != null) {
            writeText(body, html, "text/html");
        } else if (text != null) {
            writeText(body, text, "text/plain");
        } else {
            throw new IllegalArgumentException("The notification has neither text nor html");
        }
    }

    private static void writeText(MimePart part, String text, String type)
            throws MessagingException {
        // Line ends in text are CRLF before any encoding (RFC 2046 section 4.1.1).
        byte[] utf8 = LINE_END.matcher(text).replaceAll("\r\n").getBytes(StandardCharsets.UTF_8);
        part.setDataHandler(
                new DataHandler(new ByteArrayDataSource(utf8, type + "; charset=UTF-8")));
        // Never 7bit, where lines over 998 characters and spaces at their ends do not survive.
        part.setHeader("Content-Transfer-Encoding", encodingOf(utf8));
    }

    /** The shorter of the two; mostly ASCII stays readable as it is. */
    private static String encodingOf(byte[] utf8) {
        int beyondAscii = 0;
        for (byte octet : utf8) {
            if (octet < 0) {
                beyondAscii++;
            }
        }
        return beyondAscii * 6L > utf8.length ? "base64" : "quoted-printable";
    }

    private static MimeBodyPart part(Attachment attachment) throws MessagingException {
        checkValue("An attachment's name", attachment.name());
        String type = mediaType(attachment);
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(attachment.content(), type)));
        // Set, because the library would add the file name in a line of its own length.
        part.setHeader("Content-Type", type);
        part.setHeader("Content-Transfer-Encoding", "base64");
        part.setHeader(
                "Content-Disposition",
                "attachment;\r\n\t" + HeaderText.parameter("filename", attachment.name()));
        return part;
    }

    private static String mediaType(Attachment attachment) throws MessagingException {
        String type = attachment.contentType();
        if (!HeaderText.isPrintableAscii(type)) {
            throw new IllegalArgumentException(
                    "The media type of " + attachment.name() + " may have ASCII characters only");
        }
        ContentType parsed = new ContentType(type);
        // Those two may not be base64 (RFC 2046 sections 5.1 and 5.2.1), and anything else would
        // change the bytes.
        boolean composite = parsed.match("multipart/*") || parsed.match("message/*");
        return composite ? "application/octet-stream" : parsed.toString();
    }

    private static String mailbox(@Nullable String name, EmailAddress address) {
        if (name == null || name.isBlank()) {
            return address.toString();
        }
        checkValue("fromName", name);
        return HeaderText.phrase(name) + "\r\n <" + address + ">";
    }

    private static EmailAddress address(String what, String text) {
        try {
            return EmailAddress.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(what + " " + wrong.getMessage(), wrong);
        }
    }

    private static void checkValue(String what, String value) {
        check(what, HeaderRules.problemWithValue(value));
    }

    private static void check(String what, Optional<String> problem) {
        problem.ifPresent(words -> {
            throw new IllegalArgumentException(what + " " + words);
        });
    }
}
