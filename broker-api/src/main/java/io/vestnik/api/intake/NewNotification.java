package io.vestnik.api.intake;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it was sent, unchecked; openapi.yaml says what each field means.
 *
 * @param channel word of the channel
 * @param recipient an address in the channel's own form
 */
record NewNotification(
        @Nullable String channel,
        @Nullable String recipient,
        @Nullable String subject,
        @Nullable String text,
        @Nullable String html,
        @Nullable String fromName,
        @Nullable String replyTo,
        @Nullable Map<String, @Nullable String> headers,
        @Nullable List<@Nullable NewAttachment> attachments,
        @Nullable Map<String, @Nullable String> metadata,
        @Nullable Integer maxAttempts,
        @Nullable String onUncertain,
        @Nullable String priority) {

    /** A file as it was sent, unchecked. */
    record NewAttachment(
            @Nullable String name, @Nullable String contentType, @Nullable String contentBase64) {}
}
