package io.vestnik.api.intake;

import io.vestnik.api.config.RetryProperties;
import io.vestnik.api.problem.ProblemException;
import io.vestnik.api.problem.ProblemType;
import io.vestnik.contract.Channel;
import io.vestnik.contract.OnUncertain;
import java.util.Map;
import java.util.Set;

/**
 * What the operator has settled for notifications.
 *
 * @param attempts how many one may have whose request does not say
 * @param onUncertain by channel, for requests that do not say; resend where none is given
 * @param senders the channels that somebody sends on
 */
record UsualChoices(int attempts, Map<Channel, OnUncertain> onUncertain, Set<Channel> senders) {

    /** What the settings say. */
    static UsualChoices of(RetryProperties retry, ChannelProperties channels) {
        return new UsualChoices(
                Math.min(retry.attempts(), NotificationCheck.MAX_ATTEMPTS),
                channels.onUncertain(),
                channels.withSender());
    }

    OnUncertain onUncertain(Channel channel) {
        return onUncertain.getOrDefault(channel, OnUncertain.RESEND);
    }

    /**
     * Ends the request when nobody would ever send it.
     *
     * @throws ProblemException 422 saying what to set
     */
    void demandSender(Channel channel) {
        if (!senders.contains(channel)) {
            throw ProblemException.of(
                    ProblemType.CHANNEL_NOT_CONFIGURED,
                    "No sender is set up for %s; %s".formatted(channel, remedy(channel)));
        }
    }

    private static String remedy(Channel channel) {
        String setting =
                switch (channel) {
                    case EMAIL -> "VESTNIK_SMTP_HOST and VESTNIK_SMTP_FROM";
                    case TELEGRAM -> "VESTNIK_TELEGRAM_TOKEN";
                    case VK -> "VESTNIK_VK_TOKEN";
                };
        return "set %s for its sender, and add %s to VESTNIK_CHANNELS of broker-api"
                .formatted(setting, channel);
    }
}
