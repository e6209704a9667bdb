package io.vestnik.delivery.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a sender works.
 *
 * @param sender its name in the history, for people; the host's name when empty
 * @param concurrency attempts that can be with the far side at the same time
 * @param overlap attempts under way for each of those: while one is with the far side, the next is
 *     being claimed or the last one recorded; up to five times as many while messages go out fast
 * @param prefetch messages that the broker sends ahead for each attempt that may be under way
 * @param releasePerSecond how many notifications go on per second, at full speed, once a far side
 *     that was away is back
 */
@ConfigurationProperties("vestnik.delivery")
record DeliveryProperties(
        @DefaultValue("") String sender,
        @DefaultValue("8") int concurrency,
        @DefaultValue("2") int overlap,
        @DefaultValue("2") int prefetch,
        @DefaultValue("200") int releasePerSecond) {

    DeliveryProperties {
        check("concurrency", concurrency, 1000);
        check("overlap", overlap, 10);
        check("prefetch", prefetch, 1000);
        check("release-per-second", releasePerSecond, 100_000);
    }

    /** Attempts under way at the same time. */
    int places() {
        return concurrency * overlap;
    }

    private static void check(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                    "vestnik.delivery.%s is %d; it may be 1 to %d".formatted(name, value, most));
        }
    }
}
