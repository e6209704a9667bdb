package io.vestnik.api.notification;

import io.vestnik.contract.AttachmentRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that there is to know about one notification but its text.
 *
 * @param attempts in the order in which they were made, over all cycles
 * @param reason the far side's last words, or why it is where it is
 * @param decisions what people decided, in that order
 * @param resendOf the one that this is a changed copy of
 * @param resentAs changed copies of this one
 */
public record NotificationView(
        UUID id,
        String status,
        String channel,
        String recipient,
        @Nullable String subject,
        Instant createdAt,
        Instant updatedAt,
        int cycle,
        int maxAttempts,
        String onUncertain,
        String priority,
        List<AttemptView> attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable String reason,
        List<DecisionView> decisions,
        Map<String, String> metadata,
        List<AttachmentRef> attachments,
        @Nullable UUID resendOf,
        List<UUID> resentAs) {

    /**
     * One try.
     *
     * @param finishedAt absent while it is under way
     * @param outcome accepted, deferred, refused or uncertain; absent while it is under way
     * @param reply the far side's words
     * @param meaning of the outcome, in a sentence for people; absent while it is under way
     * @param nextAttemptAt when the try after this one was planned for
     * @param sender which process made it
     * @param counted whether it is one of those that are allowed; false when our own set-up was at
     *     fault or the far side only wanted it later
     */
    public record AttemptView(
            int number,
            int cycle,
            Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String outcome,
            @Nullable String reply,
            @Nullable String meaning,
            @Nullable Instant nextAttemptAt,
            String sender,
            boolean counted) {}

    /**
     * What somebody decided.
     *
     * @param action retry, cancel, discard; move: by hand, in the broker's own UI; republish or
     *     release: by Vestnik itself
     * @param cycle the one that the decision ended
     * @param run that it was a part of
     */
    public record DecisionView(
            String action,
            int cycle,
            String decidedBy,
            @Nullable String reason,
            Instant decidedAt,
            @Nullable UUID run) {}
}
