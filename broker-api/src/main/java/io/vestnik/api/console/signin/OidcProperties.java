package io.vestnik.api.console.signin;

import io.vestnik.api.config.StartRefusedException;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where operators may sign in besides here: an OpenID provider.
 *
 * @param issuer its address, as it stands in its tokens; without it there is none
 * @param clientId our name there
 * @param clientSecret our password there
 * @param roleClaim the claim that says view, operate or admin; dots lead into claims of claims
 */
@ConfigurationProperties("vestnik.oidc")
record OidcProperties(String issuer, String clientId, String clientSecret, String roleClaim) {

    /**
     * Checks that all is there, or nothing.
     *
     * @throws StartRefusedException when something is missing
     */
    OidcProperties {
        long set = Stream.of(issuer, clientId, clientSecret).filter(s -> !s.isBlank()).count();
        if (set != 0 && set != 3) {
            throw new StartRefusedException(
                    "Of VESTNIK_OIDC_ISSUER, VESTNIK_OIDC_CLIENT_ID and VESTNIK_OIDC_CLIENT_SECRET"
                            + " only "
                            + set
                            + " are set.",
                    "Set all three, or none: then operators sign in with a password only.");
        }
    }

    /** Whether there is one. */
    boolean enabled() {
        return !issuer.isBlank();
    }
}
