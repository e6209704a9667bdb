package io.vestnik.delivery.config;

import io.vestnik.delivery.retry.RetrySchedule;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When attempts are repeated.
 *
 * @param waits the wait after each failed attempt, such as 10s,1m,5m; each is a queue of its own
 */
@ConfigurationProperties("vestnik.retry")
record RetryProperties(@DefaultValue("10s,1m,5m,15m,1h,3h,8h,12h,24h,24h") String waits) {

    RetrySchedule schedule() {
        try {
            return RetrySchedule.parse(waits);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("vestnik.retry.waits: " + wrong.getMessage(), wrong);
        }
    }
}
