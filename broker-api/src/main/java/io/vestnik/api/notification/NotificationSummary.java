package io.vestnik.api.notification;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notification in a list, and the answer to a decision about it.
 *
 * @param excerpt how its text begins, at most 121 characters in one line; only where there is no
 *     subject
 * @param attempts how many were begun, over all cycles
 * @param reason the far side's last words, or why it is where it is
 */
public record NotificationSummary(
        UUID id,
        String status,
        String channel,
        String recipient,
        @Nullable String subject,
        @Nullable String excerpt,
        String priority,
        Instant createdAt,
        Instant updatedAt,
        int cycle,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable String reason) {}
