package io.vestnik.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.testkit.TickingClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {
    private static final String HERE = "192.0.2.1";

    private final TickingClock clock = TickingClock.at(Instant.parse("2026-12-01T09:00:00Z"));
    private final SignInThrottle throttle = new SignInThrottle(clock);

    private Duration wrong(String name, String address) {
        return throttle.begin(name, address);
    }

    private void wrongFive(String name, String address) {
        for (int i = 0; i < 5; i++) {
            assertThat(wrong(name, address)).isZero();
        }
    }

    @Test
    void afterFiveWrongPasswordsTheWaitDoubles() {
        wrongFive("ann", HERE);
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            assertThat(wrong("Ann", HERE)).isEqualTo(Duration.ofSeconds(seconds));
            clock.advance(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(wrong("ann", HERE)).isEqualTo(Duration.ofMillis(1));
            clock.advance(Duration.ofMillis(1));
            assertThat(wrong("ann", HERE)).isZero();
        }
    }

    @Test
    void aNameIsGuardedWhereverTheTriesComeFrom() {
        for (int i = 0; i < 5; i++) {
            assertThat(wrong("ann", "192.0.2." + i)).isZero();
        }
        assertThat(wrong("ann", "198.51.100.1")).isPositive();
        assertThat(wrong("bob", "198.51.100.1")).isZero();
    }

    @Test
    void anAddressIsSlowedDownWhateverNamesItTries() {
        for (int i = 0; i < 15; i++) {
            assertThat(wrong("name" + i, HERE)).isZero();
        }
        assertThat(wrong("another", HERE)).isEqualTo(Duration.ofSeconds(1));
        assertThat(wrong("another", "192.0.2.2")).isZero();
    }

    @Test
    void addressesOfOneNetworkOfIpv6AreOne() {
        for (int i = 0; i < 15; i++) {
            assertThat(wrong("name" + i, "2001:db8:1:2::" + i)).isZero();
        }
        assertThat(wrong("another", "2001:db8:1:2:ffff::1")).isPositive();
        assertThat(wrong("another", "2001:db8:1:3::1")).isZero();
    }

    @Test
    void strangersWhoGuessDoNotKeepOutWhoHasBeenHereBefore() {
        throttle.begin("ann", HERE);
        throttle.succeeded("ann", HERE);
        wrongFive("ann", "198.51.100.1");

        assertThat(wrong("ann", "198.51.100.1")).isPositive();
        assertThat(wrong("ann", "203.0.113.7")).isPositive();
        assertThat(wrong("ann", HERE)).isZero();
    }

    @Test
    void theRightPasswordMakesUpForTheName() {
        for (int round = 0; round < 20; round++) {
            wrong("ann", HERE);
            throttle.succeeded("ann", HERE);
        }
        assertThat(wrong("ann", HERE)).isZero();
    }

    @Test
    void whatNobodyCouldCheckCountsForNothing() {
        for (int round = 0; round < 50; round++) {
            assertThat(wrong("ann", HERE)).isZero();
            throttle.undo("ann", HERE);
        }
    }

    @Test
    void afterAnHourAllIsForgotten() {
        wrongFive("ann", HERE);
        assertThat(wrong("ann", HERE)).isPositive();
        clock.advance(Duration.ofMinutes(61));
        wrongFive("ann", HERE);
    }

    @Test
    void namesWithoutEndAreNoLoad() {
        for (int i = 0; i < 30_000; i++) {
            throttle.begin("x".repeat(5_000) + i, "10.0." + i / 250 % 250 + "." + i % 250);
        }
        assertThat(throttle.size()).isLessThanOrEqualTo(20_000);
    }
}
