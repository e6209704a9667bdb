package io.vestnik.email;

import io.vestnik.contract.Content;
import io.vestnik.delivery.Delivery.Attachment;
import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Writes text, html and attachments as MIME parts (RFC 2045 and 2046) that keep what was given. */
final class EmailBody {
    private static final Pattern LINE_END = Pattern.compile("\\r\\n|\\r|\\n");

    private EmailBody() {}

    static void write(MimePart whole, Content content, List<Attachment> attachments)
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
        HeaderText.check("An attachment's name", attachment.name());
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
}
