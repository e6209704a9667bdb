package io.vestnik.local.inbox;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * One mail, taken apart for reading.
 *
 * @param headers in their order, decoded; the first ones are the envelope
 * @param text what a reader without HTML sees
 * @param html unchanged: it is only ever shown inside a sandbox
 * @param parts everything else, attachments and pictures alike
 */
record Mail(
        List<Line> headers, @Nullable String text, @Nullable String html, List<Attachment> parts) {

    /** One header. */
    record Line(String name, String value) {}

    /**
     * Something that can be downloaded.
     *
     * @param contentId under which the HTML refers to it, without angle brackets; null for most
     */
    @SuppressWarnings("ArrayRecordComponent") // Two attachments are never compared.
    record Attachment(
            String name, String contentType, @Nullable String contentId, byte[] content) {}

    /**
     * @throws IOException when the file cannot be read; a mail that is malformed is shown as far as
     *     it can be understood
     */
    static Mail read(Path file) throws IOException {
        try (InputStream source = new BufferedInputStream(Files.newInputStream(file))) {
            MimeMessage message = new MimeMessage(session(), source);
            MailParts parts = MailParts.of(message);
            return new Mail(headers(message), parts.text(), parts.html(), parts.attachments());
        } catch (MessagingException e) {
            throw new IOException("The mail cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<Line> headers(MimeMessage message) throws MessagingException {
        return Collections.list(message.getAllHeaders()).stream()
                .map(header -> new Line(header.getName(), Summary.readable(value(header))))
                .toList();
    }

    private static String value(Header header) {
        return header.getValue() == null ? "" : header.getValue();
    }

    private static Session session() {
        Properties lenient = new Properties();
        lenient.setProperty("mail.mime.allowutf8", "true");
        lenient.setProperty("mail.mime.address.strict", "false");
        return Session.getInstance(lenient);
    }
}
