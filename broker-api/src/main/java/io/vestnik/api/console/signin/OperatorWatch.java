package io.vestnik.api.console.signin;

import io.vestnik.api.security.LiveOperators;
import io.vestnik.api.security.OperatorAuthentication;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Looks with each request what has become of the operator: a new role counts at once, and who was
 * disabled, has another password by now or came in too long ago is signed out.
 */
final class OperatorWatch extends OncePerRequestFilter {
    private static final String PASSWORD = "/console/settings/password";

    private final LiveOperators operators;
    private final Duration longest;
    private final Clock clock;

    /**
     * @param longest after which a session ends, however busy it is: a page that stays open keeps
     *     one alive for ever
     */
    OperatorWatch(LiveOperators operators, Duration longest, Clock clock) {
        this.operators = operators;
        this.longest = longest;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!(SecurityContextHolder.getContext().getAuthentication()
                instanceof OperatorAuthentication signedIn)) {
            chain.doFilter(request, response);
            return;
        }
        Optional<OperatorAuthentication> present;
        try {
            present = operators.present(signedIn);
        } catch (DataAccessException e) {
            RefusalController.unavailable(request, response);
            return;
        }
        if (present.isEmpty() || isOver(signedIn)) {
            end(request);
            Htmx.lead(request, response, Continuation.signIn(request, "ended"));
        } else if (present.get().operator().temporary() && !mayPass(request)) {
            Htmx.lead(request, response, PASSWORD);
        } else {
            SecurityContextHolder.setContext(new SecurityContextImpl(present.get()));
            chain.doFilter(request, response);
        }
    }

    private boolean isOver(OperatorAuthentication signedIn) {
        return !clock.instant().isBefore(signedIn.since().plus(longest));
    }

    /** With a password that somebody else knows, one may change it, or go. */
    private static boolean mayPass(HttpServletRequest request) {
        return switch (request.getRequestURI()) {
            case PASSWORD, "/console/sign-out", "/console/language" -> true;
            default -> false;
        };
    }

    private static void end(HttpServletRequest request) {
        SecurityContextHolder.clearContext();
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
