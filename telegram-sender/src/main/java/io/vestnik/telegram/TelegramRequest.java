package io.vestnik.telegram;

import io.vestnik.contract.Content;
import io.vestnik.delivery.Delivery;
import io.vestnik.delivery.Delivery.Attachment;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * One call of the Bot API that brings a whole notification: a text, or a file with the text as its
 * caption.
 *
 * @param method of the Bot API
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and too large to be copied for nothing.
record TelegramRequest(String method, String contentType, byte[] body) {

    static TelegramRequest of(Delivery delivery, TelegramForm form) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("chat_id", form.chat());
        boolean file = !delivery.attachments().isEmpty();
        Content content = delivery.content();
        fields.put(file ? "caption" : "text", textOf(content));
        if (content.html() != null) {
            fields.put("parse_mode", "HTML");
        }
        return file
                ? withFile(
                        fields,
                        delivery.attachments().getFirst(),
                        hasPhoto(delivery) && !form.asDocument())
                : withText(fields);
    }

    /** Whether there is a picture, which goes as a photo unless Telegram wants it otherwise. */
    static boolean hasPhoto(Delivery delivery) {
        return !delivery.attachments().isEmpty()
                && isPhoto(delivery.attachments().getFirst().contentType());
    }

    private static String textOf(Content content) {
        return Objects.requireNonNullElse(
                content.html(), Objects.requireNonNullElse(content.text(), ""));
    }

    private static TelegramRequest withText(Map<String, String> fields) {
        return new TelegramRequest(
                "sendMessage", "application/json", JsonMapper.shared().writeValueAsBytes(fields));
    }

    private static TelegramRequest withFile(
            Map<String, String> fields, Attachment file, boolean photo) {
        String boundary = "vestnik-" + UUID.randomUUID();
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.content().length + 4096);
        fields.forEach((name, value) -> write(out, part(boundary, name, "") + "\r\n" + value));
        write(
                out,
                part(boundary, photo ? "photo" : "document", "; filename=\"" + safe(file) + "\"")
                        + "Content-Type: "
                        + file.contentType()
                        + "\r\n\r\n");
        out.writeBytes(file.content());
        write(out, "\r\n--" + boundary + "--\r\n");
        return new TelegramRequest(
                photo ? "sendPhoto" : "sendDocument",
                "multipart/form-data; boundary=" + boundary,
                out.toByteArray());
    }

    private static boolean isPhoto(String contentType) {
        return contentType.matches("(?i)image/(?:jpeg|png)(?:;.*)?");
    }

    private static String part(String boundary, String name, String more) {
        return "\r\n--%s\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n"
                .formatted(boundary, name, more);
    }

    /**
     * Telegram decodes nothing in a name, and ends it at a semicolon even between quotes; what
     * comes after that it would take for further parameters.
     */
    private static String safe(Attachment file) {
        return file.name().replace('"', '\'').replace(';', ',').replaceAll("[\r\n]", " ");
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
