package io.vestnik.email;

import io.vestnik.contract.Content;
import io.vestnik.delivery.Delivery.Attachment;
import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.util.List;
import java.util.Optional;

/** Writes text, html and attachments as MIME parts (RFC 2045 and 2046) that keep what was given. */
final class EmailBody {
    private EmailBody() {}

    /**
     * The whole body when it is one text.
     *
     * @throws IllegalArgumentException when there is none
     */
    static Optional<TextBody> single(Content content, List<Attachment> attachments) {
        if (content.text() == null && content.html() == null) {
            throw new IllegalArgumentException("The notification has neither text nor html");
        }
        boolean isSingle =
                attachments.isEmpty() && (content.text() == null || content.html() == null);
        return isSingle ? Optional.of(text(content)) : Optional.empty();
    }

    /** The whole body when it is more than that. */
    static MimeMultipart multiple(Content content, List<Attachment> attachments)
            throws MessagingException {
        if (attachments.isEmpty()) {
            return alternatives(content);
        }
        MimeMultipart mixed = new MimeMultipart("mixed");
        mixed.addBodyPart(body(content));
        for (Attachment attachment : attachments) {
            mixed.addBodyPart(part(attachment));
        }
        return mixed;
    }

    private static MimeBodyPart body(Content content) throws MessagingException {
        if (content.text() == null || content.html() == null) {
            return part(text(content));
        }
        MimeBodyPart body = new MimeBodyPart();
        body.setContent(alternatives(content));
        return body;
    }

    private static MimeMultipart alternatives(Content content) throws MessagingException {
        // The last one is the best (RFC 2046 section 5.1.4).
        return new MimeMultipart("alternative", part(plain(content)), part(html(content)));
    }

    private static TextBody text(Content content) {
        return content.html() == null ? plain(content) : html(content);
    }

    private static TextBody plain(Content content) {
        return TextBody.of("text/plain", String.valueOf(content.text()));
    }

    private static TextBody html(Content content) {
        return TextBody.of("text/html", String.valueOf(content.html()));
    }

    private static MimeBodyPart part(TextBody text) throws MessagingException {
        InternetHeaders headers = new InternetHeaders();
        headers.setHeader("Content-Type", text.type());
        headers.setHeader("Content-Transfer-Encoding", text.encoding());
        return new MimeBodyPart(headers, text.bytes());
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
