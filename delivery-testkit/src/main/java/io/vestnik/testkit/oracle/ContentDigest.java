package io.vestnik.testkit.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vestnik.contract.Content;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands for what a recipient gets to read: subject, text, HTML and files, but for what mail may
 * change, which is the kind of line ends and how many of them stand at the end.
 *
 * @param sha256 in hexadecimal digits, lower case
 */
public record ContentDigest(String sha256) {
    private static final int ABSENT = -1;

    /** The digest of these parts; an absent one is not the same as an empty one. */
    public static ContentDigest of(
            @Nullable String subject,
            @Nullable String text,
            @Nullable String html,
            List<byte[]> attachments) {
        MessageDigest digest = newDigest();
        add(digest, bytes(subject));
        add(digest, bytes(text));
        add(digest, bytes(html));
        attachments.forEach(attachment -> add(digest, attachment));
        return new ContentDigest(HexFormat.of().formatHex(digest.digest()));
    }

    /** The digest of a content without attachments. */
    public static ContentDigest of(Content content) {
        return of(content.subject(), content.text(), content.html(), List.of());
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null
                ? null
                : text.replaceAll("\\r\\n?", "\n").replaceAll("\\n+\\z", "").getBytes(UTF_8);
    }

    /** With its length, so that two contents never look like each other. */
    private static void add(MessageDigest digest, byte @Nullable [] part) {
        int length = part == null ? ABSENT : part.length;
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
        if (part != null) {
            digest.update(part);
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return sha256;
    }
}
