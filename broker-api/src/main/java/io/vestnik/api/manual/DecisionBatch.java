package io.vestnik.api.manual;

import io.vestnik.api.security.Caller;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That somebody wants the same done with several notifications.
 *
 * @param notifications each at most once
 * @param reason one line of at most 255 characters
 * @param run the one that this is a part of
 */
public record DecisionBatch(
        List<UUID> notifications, Caller caller, @Nullable String reason, @Nullable UUID run) {

    /** Of a decision about one. */
    static DecisionBatch of(Decision decision) {
        return new DecisionBatch(
                List.of(decision.notification()), decision.caller(), decision.reason(), null);
    }
}
