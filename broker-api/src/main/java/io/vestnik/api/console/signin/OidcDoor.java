package io.vestnik.api.console.signin;

import io.vestnik.api.security.Operators;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2LoginAuthenticationFilter;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.stereotype.Component;

/** The second door to the console, by OpenID Connect; closed unless it is set up. */
@Component
class OidcDoor {
    private final OidcProperties properties;
    private final OidcRegistration registration;
    private final OidcSignIn signIn;
    private final Clock clock;

    OidcDoor(
            OidcProperties properties,
            OidcRegistration registration,
            Operators operators,
            SignInOutcome outcome,
            Clock clock) {
        this.properties = properties;
        this.registration = registration;
        this.signIn = new OidcSignIn(properties, operators, outcome, clock);
        this.clock = clock;
    }

    boolean isOpen() {
        return properties.enabled();
    }

    /** Exchanges the code that somebody brings for who they are. */
    static AuthenticationProvider provider() {
        return new OidcAuthorizationCodeAuthenticationProvider(
                OidcCalls.tokens(), OidcCalls.people());
    }

    /** Until it is known which operator it is, nothing is kept: neither session nor token. */
    void open(HttpSecurity http) {
        var resolver =
                new DefaultOAuth2AuthorizationRequestResolver(registration, OidcController.PATH);
        resolver.setAuthorizationRequestCustomizer(
                OAuth2AuthorizationRequestCustomizers.withPkce());
        var requests = new OidcRequests(registration, properties.clientSecret(), clock);
        http.oauth2Login(login ->
                login.loginPage(ConsoleSecurity.SIGN_IN)
                        .clientRegistrationRepository(registration)
                        .authorizedClientRepository(new NoTokens())
                        .authorizationEndpoint(endpoint ->
                                endpoint.authorizationRequestResolver(new Quiet(resolver))
                                        .authorizationRequestRepository(requests))
                        .redirectionEndpoint(endpoint -> endpoint.baseUri(OidcRegistration.BACK))
                        .loginProcessingUrl(OidcRegistration.BACK)
                        .successHandler(signIn)
                        .failureHandler(signIn)
                        .withObjectPostProcessor(new KeepsNothing()));
    }

    /**
     * Who comes here without having been sent by the controller, when nobody answers, finds
     * nothing.
     */
    private record Quiet(OAuth2AuthorizationRequestResolver resolver)
            implements OAuth2AuthorizationRequestResolver {
        @Override
        public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
            try {
                return resolver.resolve(request);
            } catch (IllegalArgumentException | IllegalStateException away) {
                return null;
            }
        }

        @Override
        public @Nullable OAuth2AuthorizationRequest resolve(
                HttpServletRequest request, String registration) {
            return resolve(request);
        }
    }

    /** What the configurer itself is told about this, it overwrites. */
    private static final class KeepsNothing
            implements ObjectPostProcessor<OAuth2LoginAuthenticationFilter> {
        @Override
        public <T extends OAuth2LoginAuthenticationFilter> T postProcess(T filter) {
            filter.setSecurityContextRepository(new NullSecurityContextRepository());
            return filter;
        }
    }
}
