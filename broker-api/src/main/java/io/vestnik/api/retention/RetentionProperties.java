package io.vestnik.api.retention;

import io.vestnik.api.config.RetryProperties;
import io.vestnik.api.config.StartRefusedException;
import io.vestnik.api.intake.IdempotencyProperties;
import io.vestnik.contract.Waits;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How long a notification stays after it has ended.
 *
 * @param keep for how long; longer than its Idempotency-Key is remembered, for whoever repeats a
 *     request is told an id and may look it up, and longer than it can be under way
 */
@ConfigurationProperties("vestnik.retention")
record RetentionProperties(Duration keep) {

    void checkAgainst(IdempotencyProperties idempotency, RetryProperties retry) {
        if (keep.compareTo(idempotency.keep()) <= 0) {
            throw refused(
                    "their Idempotency-Keys for " + Waits.format(idempotency.keep()),
                    "VESTNIK_IDEMPOTENCY_KEEP");
        }
        if (keep.compareTo(retry.horizon()) <= 0) {
            throw refused(
                    "one may be under way for " + Waits.format(retry.horizon()),
                    "the waits of VESTNIK_RETRY_WAITS together");
        }
    }

    private StartRefusedException refused(String limit, String setting) {
        return new StartRefusedException(
                "Notifications would be kept for %s, but %s.".formatted(written(), limit),
                "Set VESTNIK_RETENTION_KEEP to more than " + setting + ".");
    }

    /** Also what nobody should have set. */
    private String written() {
        return keep.toSeconds() > 0
                ? Waits.format(Duration.ofSeconds(keep.toSeconds()))
                : keep.toString();
    }
}
