package io.vestnik.api.console.signin;

import io.vestnik.api.security.Operator;
import io.vestnik.api.security.OperatorAuthentication;
import io.vestnik.api.security.Operators;
import io.vestnik.api.security.Refusal;
import io.vestnik.api.security.RefusedException;
import io.vestnik.api.security.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/** Makes an operator of somebody whom the OpenID provider vouches for, if it gives them a role. */
final class OidcSignIn implements AuthenticationSuccessHandler, AuthenticationFailureHandler {
    private static final Logger log = LoggerFactory.getLogger(OidcSignIn.class);

    private final OidcProperties properties;
    private final Operators operators;
    private final SignInOutcome outcome;
    private final Clock clock;
    private final HttpSessionSecurityContextRepository sessions =
            new HttpSessionSecurityContextRepository();

    OidcSignIn(OidcProperties properties, Operators operators, SignInOutcome outcome, Clock clock) {
        this.properties = properties;
        this.operators = operators;
        this.outcome = outcome;
        this.clock = clock;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication who)
            throws IOException {
        if (!(who.getPrincipal() instanceof OidcUser user)) {
            throw new IllegalStateException("not from an OpenID provider");
        }
        try {
            begin(request, response, user);
            FromElsewhere.goOn(response, OidcRequests.next(request));
        } catch (RefusedException e) {
            outcome.failed(nameOf(user), request, "OpenID Connect: " + e.why().word());
            turnAway(request, response, e.why() == Refusal.NAME_TAKEN ? "name-taken" : "no-role");
        } catch (DataAccessException e) {
            turnAway(request, response, "unavailable");
        }
    }

    private void begin(HttpServletRequest request, HttpServletResponse response, OidcUser user) {
        Role role =
                OidcRole.in(user.getClaims(), properties.roleClaim())
                        .orElseThrow(() -> new RefusedException(Refusal.ROLE_INVALID));
        String subject = properties.issuer() + " " + user.getSubject();
        Operator operator = operators.admitFromElsewhere(subject, names(user), role);
        outcome.begin(request, operator, "OpenID Connect, ");
        sessions.saveContext(
                new SecurityContextImpl(new OperatorAuthentication(operator, clock.instant())),
                request,
                response);
    }

    /** Those by which they may be called here, the best first. */
    private static List<String> names(OidcUser user) {
        return Stream.of(user.getPreferredUsername(), user.getEmail(), user.getSubject())
                .filter(Objects::nonNull)
                .toList();
    }

    private static Optional<String> nameOf(OidcUser user) {
        return names(user).stream().filter(Operators::isName).findFirst();
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        log.warn("A sign-in by OpenID Connect failed: {}", OneLine.of(why.getMessage()));
        turnAway(request, response, "elsewhere-failed");
    }

    private static void turnAway(
            HttpServletRequest request, HttpServletResponse response, String word)
            throws IOException {
        response.sendRedirect(Continuation.signIn(OidcRequests.next(request), word));
    }
}
