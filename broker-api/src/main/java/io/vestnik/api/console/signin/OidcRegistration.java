package io.vestnik.api.console.signin;

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

    private final OidcProperties properties;
    private volatile @Nullable ClientRegistration known;

    OidcRegistration(OidcProperties properties) {
        this.properties = properties;
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
        if (present == null) {
            present =
                    ClientRegistrations.fromIssuerLocation(properties.issuer())
                            .registrationId(ID)
                            .clientId(properties.clientId())
                            .clientSecret(properties.clientSecret())
                            .scope("openid", "profile", "email")
                            .redirectUri("{baseUrl}" + BACK)
                            .userNameAttributeName("sub")
                            .build();
            known = present;
        }
        return present;
    }
}
