package io.vestnik.contract;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The body of every message on the queues, as JSON. It stays the same through all attempts; which
 * attempt a message asks for stands in its headers, see {@link DeliveryHeaders}.
 *
 * @param version the layout of this record; a reader parks what is newer than {@link #VERSION}
 * @param id the notification, a UUIDv7
 * @param channel word of the channel
 * @param recipient an address in the channel's own form
 * @param content absent when it is larger than {@link #MAX_INLINE_BYTES}: then the sender reads it
 *     from the database
 * @param attachments in the caller's order, never with their bytes
 * @param onUncertain word of the caller's choice
 * @param maxAttempts attempts that may fail before a person is asked; at least 1
 * @param createdAt when the notification was accepted
 * @param priority word of the priority; of a message that was written before there were any, normal
 */
public record DeliveryTask(
        int version,
        UUID id,
        String channel,
        String recipient,
        @Nullable Content content,
        List<AttachmentRef> attachments,
        String onUncertain,
        int maxAttempts,
        Instant createdAt,
        String priority) {

    /** The layout this code writes and the newest that it reads. */
    public static final int VERSION = 1;

    /** Content up to this many bytes of JSON rides in the message. */
    public static final int MAX_INLINE_BYTES = 64 * 1024;

    /** Never shares the caller's list; a missing list is an empty one. */
    public DeliveryTask {
        attachments = copy(attachments);
        priority = orNormal(priority);
    }

    // A message of an older version may lack a field, and Jackson hands null over.
    private static List<AttachmentRef> copy(@Nullable List<AttachmentRef> attachments) {
        return attachments == null ? List.of() : List.copyOf(attachments);
    }

    private static String orNormal(@Nullable String priority) {
        return priority == null ? Priority.NORMAL.word() : priority;
    }

    /** What its word means; a word that only a newer version knows is taken for normal. */
    public Priority urgency() {
        return Priority.orNormal(priority);
    }
}
