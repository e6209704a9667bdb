package io.vestnik.delivery.limit;

import java.time.Duration;

/**
 * How often something may be done.
 *
 * @param most times within {@code per}, at least 1
 */
public record Rate(int most, Duration per) {
    /** Refuses a rate at which nothing could ever be done. */
    public Rate {
        if (most < 1 || !per.isPositive()) {
            throw new IllegalArgumentException("A rate of " + most + " in " + per);
        }
    }

    /** So often in a second. */
    public static Rate perSecond(int most) {
        return new Rate(most, Duration.ofSeconds(1));
    }
}
