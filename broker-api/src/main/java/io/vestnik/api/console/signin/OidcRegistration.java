package io.vestnik.api.console.signin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.stereotype.Component;

/**
 * What we know of the OpenID provider. It is asked when somebody first signs in there, and again
 * until it has answered: whether it is up is no matter of ours when we start.
 */
@Component
class OidcRegistration implements ClientRegistrationRepository {
    static final String ID = "oidc";

    /** Where its browsers come back to, from another site. */
    static final String BACK = "/console/sign-in/back";

    /** Strangers may come here: they cannot make us ask all the time. */
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(10);

    private final OidcProperties properties;
    private final Clock clock;

    /** One asks, and the others wait for what it is told. */
    private final ReentrantLock asking = new ReentrantLock();

    private volatile @Nullable ClientRegistration known;
    private @Nullable Failure failure;

    private record Failure(RuntimeException why, Instant until) {}

    OidcRegistration(OidcProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        return ID.equals(id) ? get() : null;
    }

    /**
     * What it says of itself.
     *
     * @throws IllegalArgumentException when it does not answer, or not as the issuer we expect
     * @throws IllegalStateException when what it answers cannot be
     */
    ClientRegistration get() {
        ClientRegistration present = known;
        if (present != null) {
            return present;
        }
        asking.lock();
        try {
            present = known;
            return present == null ? asked() : present;
        } finally {
            asking.unlock();
        }
    }

    private ClientRegistration asked() {
        Failure last = failure;
        if (last != null && clock.instant().isBefore(last.until())) {
            throw last.why();
        }
        try {
            ClientRegistration answer = discovered();
            known = answer;
            return answer;
        } catch (IllegalArgumentException | IllegalStateException e) {
            failure = new Failure(e, clock.instant().plus(AFTER_A_FAILURE));
            throw e;
        }
    }

    private ClientRegistration discovered() {
        return ClientRegistrations.fromIssuerLocation(properties.issuer())
                .registrationId(ID)
                .clientId(properties.clientId())
                .clientSecret(properties.clientSecret())
                .scope("openid", "profile", "email")
                .redirectUri("{baseUrl}" + BACK)
                .userNameAttributeName("sub")
                .build();
    }
}
