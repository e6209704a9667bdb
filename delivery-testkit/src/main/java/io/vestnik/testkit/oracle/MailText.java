package io.vestnik.testkit.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads in a mail what its recipient would read, and what it says about itself. */
final class MailText {
    /** The header that names the notification. */
    static final String NOTIFICATION = "X-Vestnik-Id";

    private final MimeMessage message;
    private final List<byte[]> attachments = new ArrayList<>();
    private @Nullable String text;
    private @Nullable String html;

    private MailText(MimeMessage message) {
        this.message = message;
    }

    static MailText of(byte[] mime) {
        try {
            MailText mail =
                    new MailText(new MimeMessage((Session) null, new ByteArrayInputStream(mime)));
            mail.read(mail.message);
            return mail;
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException("The relay took a mail that nobody can read", e);
        }
    }

    private void read(Part part) throws MessagingException, IOException {
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart each = parts.getBodyPart(i);
                read(each);
            }
        } else if (Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
            attachments.add(part.getInputStream().readAllBytes());
        } else if (part.isMimeType("text/html")) {
            html = new String(part.getInputStream().readAllBytes(), UTF_8);
        } else {
            text = new String(part.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @Nullable UUID notification() {
        String id = header(NOTIFICATION);
        try {
            return id.isEmpty() ? null : UUID.fromString(id);
        } catch (IllegalArgumentException noId) {
            return null;
        }
    }

    String messageId() {
        return header("Message-ID");
    }

    private String header(String name) {
        try {
            String[] values = message.getHeader(name);
            return values == null ? "" : String.join(", ", values);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    ContentDigest digest() {
        try {
            return ContentDigest.of(message.getSubject(), text, html, attachments);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
