package io.vestnik.delivery.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a sender works.
 *
 * @param sender its name in the history, for people; the host's name when empty
 * @param concurrency attempts made at the same time
 * @param prefetch messages that the broker sends ahead for each of them
 * @param releasePerSecond how many notifications go on per second, at full speed, once a far side
 *     that was away is back
 */
@ConfigurationProperties("vestnik.delivery")
record DeliveryProperties(
        @DefaultValue("") String sender,
        @DefaultValue("8") int concurrency,
        @DefaultValue("4") int prefetch,
        @DefaultValue("200") int releasePerSecond) {

    DeliveryProperties {
        check("concurrency", concurrency, 1000);
        check("prefetch", prefetch, 1000);
        check("release-per-second", releasePerSecond, 100_000);
    }

    private static void check(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                    "vestnik.delivery.%s is %d; it may be 1 to %d".formatted(name, value, most));
        }
    }
}
