package io.vestnik.local.inbox;

import io.vestnik.local.inbox.Mail.Attachment;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.ParseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks through a mail's MIME parts: the first text, the first HTML, and all the rest. */
final class MailParts {
    private static final int DEEPEST = 20;

    private final List<Attachment> attachments = new ArrayList<>();
    private @Nullable String text;
    private @Nullable String html;

    private MailParts() {}

    static MailParts of(MimePart message) throws MessagingException, IOException {
        MailParts parts = new MailParts();
        parts.visit(message, 0);
        return parts;
    }

    @Nullable String text() {
        return text;
    }

    @Nullable String html() {
        return html;
    }

    List<Attachment> attachments() {
        return List.copyOf(attachments);
    }

    private void visit(Part part, int depth) throws MessagingException, IOException {
        if (part.isMimeType("multipart/*") && depth < DEEPEST && visitAll(part, depth)) {
            return;
        }
        byte[] content = bytes(part);
        boolean attached = Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
        if (!attached && text == null && part.isMimeType("text/plain")) {
            text = new String(content, charset(part));
        } else if (!attached && html == null && part.isMimeType("text/html")) {
            html = new String(content, charset(part));
        } else {
            attachments.add(attachment(part, content));
        }
    }

    /** False when it only claims to have parts; it is then shown whole. */
    private boolean visitAll(Part part, int depth) throws IOException, MessagingException {
        List<Part> children = new ArrayList<>();
        try {
            Multipart multipart = (Multipart) part.getContent();
            for (int i = 0; i < multipart.getCount(); i++) {
                children.add(multipart.getBodyPart(i));
            }
        } catch (MessagingException e) {
            return false;
        }
        for (Part child : children) {
            visit(child, depth + 1);
        }
        return true;
    }

    private Attachment attachment(Part part, byte[] content) throws MessagingException {
        String name = part.getFileName();
        String contentId = part instanceof MimePart mime ? mime.getContentID() : null;
        return new Attachment(
                name == null ? "part-" + (attachments.size() + 1) : Summary.readable(name),
                type(part).getBaseType(),
                contentId == null ? null : contentId.replaceAll("^<|>$", ""),
                content);
    }

    private static byte[] bytes(Part part) throws MessagingException, IOException {
        try (InputStream content = part.getInputStream()) {
            return content.readAllBytes();
        }
    }

    private static ContentType type(Part part) throws MessagingException {
        try {
            return new ContentType(part.getContentType());
        } catch (ParseException e) {
            return new ContentType("application", "octet-stream", null);
        }
    }

    private static Charset charset(Part part) throws MessagingException {
        String name = type(part).getParameter("charset");
        try {
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }
}
