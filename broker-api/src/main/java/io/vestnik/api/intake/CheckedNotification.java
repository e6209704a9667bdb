package io.vestnik.api.intake;

import io.vestnik.contract.Channel;
import io.vestnik.contract.Content;
import io.vestnik.contract.OnUncertain;
import io.vestnik.contract.Priority;
import java.util.List;
import java.util.Map;

/**
 * A request that can be accepted.
 *
 * @param recipient normalised, see the channel's address type
 * @param maxAttempts 1 to 50
 */
record CheckedNotification(
        Channel channel,
        String recipient,
        Content content,
        List<CheckedAttachment> attachments,
        Map<String, String> metadata,
        int maxAttempts,
        OnUncertain onUncertain,
        Priority priority) {}
