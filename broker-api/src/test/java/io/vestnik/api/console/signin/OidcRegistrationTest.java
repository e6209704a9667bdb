package io.vestnik.api.console.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vestnik.testkit.FreePorts;
import io.vestnik.testkit.TickingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.client.registration.ClientRegistration;

/** The OpenID provider is asked what it is no more often than has to be. */
class OidcRegistrationTest {
    private final TickingClock clock = TickingClock.at(Instant.parse("2026-11-20T10:00:00Z"));

    private OidcRegistration registration(String issuer) {
        return new OidcRegistration(new OidcProperties(issuer, "vestnik", "secret", "role"), clock);
    }

    @Test
    void oneAsksForAll() throws Exception {
        try (var provider = ScriptedOidcProvider.start(0);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            OidcRegistration registration = registration(provider.issuer());
            var start = new CountDownLatch(1);
            List<Future<ClientRegistration>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                answers.add(
                        threads.submit(() -> {
                            start.await();
                            return registration.get();
                        }));
            }
            start.countDown();

            for (Future<ClientRegistration> answer : answers) {
                assertThat(answer.get().getClientId()).isEqualTo("vestnik");
            }
            assertThat(provider.introductions).hasValue(1);
        }
    }

    @Test
    void aFailureIsRememberedForTenSeconds() {
        int port = FreePorts.find(1).getFirst();
        OidcRegistration registration = registration("http://127.0.0.1:" + port + "/realm");
        assertThatThrownBy(registration::get).isInstanceOf(IllegalArgumentException.class);

        try (var provider = ScriptedOidcProvider.start(port)) {
            clock.advance(Duration.ofSeconds(9));
            assertThatThrownBy(registration::get).isInstanceOf(IllegalArgumentException.class);
            assertThat(provider.introductions).hasValue(0);
            clock.advance(Duration.ofSeconds(1));
            assertThat(registration.get().getClientId()).isEqualTo("vestnik");
        }
    }
}
