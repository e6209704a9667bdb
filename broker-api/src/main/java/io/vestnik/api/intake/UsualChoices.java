package io.vestnik.api.intake;

import io.vestnik.contract.Channel;
import io.vestnik.contract.OnUncertain;
import java.util.Map;

/**
 * What a notification gets whose request does not say.
 *
 * @param attempts how many it may have
 * @param onUncertain by channel; resend where none is given
 */
record UsualChoices(int attempts, Map<Channel, OnUncertain> onUncertain) {

    OnUncertain onUncertain(Channel channel) {
        return onUncertain.getOrDefault(channel, OnUncertain.RESEND);
    }
}
