package io.vestnik.api.console.signin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.web.util.WebUtils;

/**
 * Keeps what has to be known when somebody comes back from the OpenID provider. The session's
 * cookie does not come along from another site, so it travels, sealed, in a cookie of its own; any
 * instance can open it.
 */
final class OidcRequests implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {
    private static final String COOKIE = "vestnik-elsewhere";
    private static final String PATH = "/console/sign-in";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String NEXT = OidcRequests.class.getName();

    private final OidcRegistration registration;
    private final SealedText seal;
    private final Clock clock;

    /** In the order in which they stand in the cookie; none of them holds a line end. */
    private record Kept(
            String until, String state, String nonce, String verifier, String back, String next) {

        String text() {
            return String.join("\n", until, state, nonce, verifier, back, next);
        }

        static Optional<Kept> of(String text) {
            List<String> parts = text.lines().toList();
            return parts.size() == 6
                    ? Optional.of(
                            new Kept(
                                    parts.get(0),
                                    parts.get(1),
                                    parts.get(2),
                                    parts.get(3),
                                    parts.get(4),
                                    parts.get(5)))
                    : Optional.empty();
        }
    }

    OidcRequests(OidcRegistration registration, String secret, Clock clock) {
        this.registration = registration;
        this.seal = new SealedText(secret);
        this.clock = clock;
    }

    /** Where somebody who has just come back wanted to go. */
    static String next(HttpServletRequest request) {
        return Continuation.of((String) request.getAttribute(NEXT));
    }

    @Override
    public void saveAuthorizationRequest(
            @Nullable OAuth2AuthorizationRequest asked,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (asked == null) {
            setCookie(request, response, "", Duration.ZERO);
            return;
        }
        var kept =
                new Kept(
                        clock.instant().plus(PATIENCE).toString(),
                        String.valueOf(asked.getState()),
                        String.valueOf(asked.<Object>getAttribute(OidcParameterNames.NONCE)),
                        String.valueOf(
                                asked.<Object>getAttribute(PkceParameterNames.CODE_VERIFIER)),
                        String.valueOf(asked.getRedirectUri()),
                        Continuation.of(request.getParameter(Continuation.PARAMETER)));
        setCookie(request, response, seal.seal(kept.text()), PATIENCE);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(
            HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        if (cookie == null) {
            return null;
        }
        Optional<Kept> kept =
                seal.open(cookie.getValue())
                        .flatMap(Kept::of)
                        .filter(one -> clock.instant().isBefore(Instant.parse(one.until())));
        kept.ifPresent(one -> request.setAttribute(NEXT, one.next()));
        return kept.map(this::asked).orElse(null);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
            HttpServletRequest request, HttpServletResponse response) {
        OAuth2AuthorizationRequest asked = loadAuthorizationRequest(request);
        setCookie(request, response, "", Duration.ZERO);
        return asked;
    }

    private OAuth2AuthorizationRequest asked(Kept kept) {
        ClientRegistration known = registration.get();
        return OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(String.valueOf(known.getProviderDetails().getAuthorizationUri()))
                .clientId(known.getClientId())
                .redirectUri(kept.back())
                .scopes(known.getScopes())
                .state(kept.state())
                .attributes(
                        Map.of(
                                OAuth2ParameterNames.REGISTRATION_ID, OidcRegistration.ID,
                                OidcParameterNames.NONCE, kept.nonce(),
                                PkceParameterNames.CODE_VERIFIER, kept.verifier()))
                .build();
    }

    private static void setCookie(
            HttpServletRequest request,
            HttpServletResponse response,
            String value,
            Duration maxAge) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(COOKIE, value)
                        .path(PATH)
                        .httpOnly(true)
                        .sameSite("Lax")
                        .secure(request.isSecure())
                        .maxAge(maxAge)
                        .build()
                        .toString());
    }
}
