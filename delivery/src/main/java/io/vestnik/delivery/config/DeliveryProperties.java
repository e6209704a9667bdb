package io.vestnik.delivery.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a sender works.
 *
 * @param sender its name in the history, for people; the host's name when empty
 * @param concurrency attempts made at the same time
 * @param prefetch messages that the broker sends ahead for each of them
 */
@ConfigurationProperties("vestnik.delivery")
record DeliveryProperties(
        @DefaultValue("") String sender,
        @DefaultValue("8") int concurrency,
        @DefaultValue("4") int prefetch) {

    DeliveryProperties {
        if (concurrency < 1 || concurrency > 1000) {
            throw new IllegalArgumentException(
                    "vestnik.delivery.concurrency is " + concurrency + "; it may be 1 to 1000");
        }
        if (prefetch < 1 || prefetch > 1000) {
            throw new IllegalArgumentException(
                    "vestnik.delivery.prefetch is " + prefetch + "; it may be 1 to 1000");
        }
    }
}
