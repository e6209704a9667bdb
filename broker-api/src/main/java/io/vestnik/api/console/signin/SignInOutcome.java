package io.vestnik.api.console.signin;

import io.vestnik.api.audit.Audit;
import io.vestnik.api.audit.AuditAction;
import io.vestnik.api.security.Operator;
import io.vestnik.api.security.OperatorAuthentication;
import io.vestnik.api.security.Operators;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.stereotype.Component;

/**
 * What happens after somebody came in, did not, or went: a line in the audit, and the next page.
 */
@Component
class SignInOutcome
        implements AuthenticationSuccessHandler,
                AuthenticationFailureHandler,
                LogoutSuccessHandler {
    private static final Logger log = LoggerFactory.getLogger(SignInOutcome.class);

    /** No operator can be called so. */
    private static final String SOMEBODY = "?";

    /** Without a request. */
    static final Duration SESSION = Duration.ofHours(8);

    private final Operators operators;
    private final Audit audit;

    SignInOutcome(Operators operators, Audit audit) {
        this.operators = operators;
        this.audit = audit;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication who)
            throws IOException {
        if (who instanceof OperatorAuthentication signedIn) {
            begin(request, signedIn.operator(), "");
        }
        response.sendRedirect(Continuation.of(request.getParameter(Continuation.PARAMETER)));
    }

    /** Begins the session of somebody who has come in, by whatever door; how is for the audit. */
    void begin(HttpServletRequest request, Operator operator, String how) {
        operators.signedIn(operator, how + request.getRemoteAddr());
        request.getSession().setMaxInactiveInterval((int) SESSION.toSeconds());
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        String next = Continuation.of(request.getParameter(Continuation.PARAMETER));
        String word =
                switch (why) {
                    case TooManyTriesException many -> "wait=" + many.seconds();
                    case WrongPasswordException wrong -> {
                        failed(Optional.ofNullable(wrong.known()), request, "");
                        yield "wrong";
                    }
                    default -> "unavailable";
                };
        response.sendRedirect(Continuation.signIn(next, word));
    }

    /**
     * Writes down that somebody was not let in. What a stranger has typed is not kept: it may be a
     * password in the wrong field.
     */
    void failed(Optional<String> known, HttpServletRequest request, String how) {
        String detail = request.getRemoteAddr() + (how.isEmpty() ? "" : ", " + how);
        log.info("A sign-in failed, from {}", detail);
        try {
            audit.write(known.orElse(SOMEBODY), AuditAction.SIGN_IN_FAILED, null, detail);
        } catch (DataAccessException e) {
            log.warn("A failed sign-in is not in the audit: {}", e.getMessage());
        }
    }

    @Override
    public void onLogoutSuccess(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication who)
            throws IOException {
        if (who instanceof OperatorAuthentication signedIn) {
            audit.write(signedIn.getName(), AuditAction.SIGNED_OUT, null, null);
        }
        Htmx.lead(request, response, Continuation.signIn(Continuation.HOME, "out"));
    }
}
