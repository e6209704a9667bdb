package io.vestnik.api.intake;

import io.vestnik.api.problem.FieldProblems;
import io.vestnik.contract.Channel;
import io.vestnik.contract.Content;

/** What one channel can show of a request; the rest is refused, never dropped. */
sealed interface ChannelRules permits EmailRules, TelegramRules, VkRules {
    /** The rules of this channel. */
    static ChannelRules of(Channel channel) {
        return switch (channel) {
            case EMAIL -> new EmailRules();
            case TELEGRAM -> new TelegramRules();
            case VK -> new VkRules();
        };
    }

    /** What the recipient is to read; says nothing when there are problems. */
    Content content(NewNotification asked, FieldProblems problems);

    /** How many files one notification may carry. */
    int mostAttachments();
}
