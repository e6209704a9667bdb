package io.vestnik.api.intake;

import io.vestnik.api.config.RetryProperties;
import io.vestnik.api.config.StartRefusedException;
import io.vestnik.contract.Waits;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What is remembered of an Idempotency-Key.
 *
 * @param keep for how long; longer than a notification can be under way, for its sender may repeat
 *     the request until it knows how it ended
 */
@ConfigurationProperties("vestnik.idempotency")
public record IdempotencyProperties(Duration keep) {

    void checkAgainst(RetryProperties retry) {
        if (keep.compareTo(retry.horizon()) <= 0) {
            throw new StartRefusedException(
                    "Idempotency keys would be kept for %s, but a notification may be under way for %s."
                            .formatted(Waits.format(keep), Waits.format(retry.horizon())),
                    "Set VESTNIK_IDEMPOTENCY_KEEP to more than the waits of VESTNIK_RETRY_WAITS"
                            + " together.");
        }
    }
}
