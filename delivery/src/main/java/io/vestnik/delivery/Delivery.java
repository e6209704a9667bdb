package io.vestnik.delivery;

import io.vestnik.contract.Content;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a channel is to send in one attempt.
 *
 * @param id the notification; the same in every attempt, so identifiers for the far side derive
 *     from it alone
 * @param attempt number of this attempt, from 1, over all cycles
 * @param recipient in the channel's own form, as accepted by the API
 * @param createdAt when the notification was accepted
 * @param inDoubt whether an earlier attempt ended without anybody knowing whether the far side has
 *     the message; a channel that can look does so before it sends again
 */
public record Delivery(
        UUID id,
        int attempt,
        String recipient,
        Content content,
        List<Attachment> attachments,
        Instant createdAt,
        boolean inDoubt) {

    /** Not in doubt. */
    public Delivery(
            UUID id,
            int attempt,
            String recipient,
            Content content,
            List<Attachment> attachments,
            Instant createdAt) {
        this(id, attempt, recipient, content, attachments, createdAt, false);
    }

    /** Never shares the caller's list. */
    public Delivery {
        attachments = List.copyOf(attachments);
    }

    /**
     * An attachment with its bytes.
     *
     * @param name a file name without path
     * @param contentType a media type
     */
    // An array is what every consumer of these bytes wants; a copy of 10 MB per access is not.
    @SuppressWarnings("ArrayRecordComponent")
    public record Attachment(String name, String contentType, byte[] content) {}
}
