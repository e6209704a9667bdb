package io.vestnik.api.console.signin;

import io.vestnik.api.security.OperatorAuthentication;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/**
 * Where those go who may not go on: strangers to the sign-in, operators to a page that says why.
 */
final class Doors implements AuthenticationEntryPoint, AccessDeniedHandler {

    @Override
    public void commence(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        Htmx.lead(request, response, Continuation.signIn(request, null));
    }

    /**
     * A form without its token is most often one from before: from a stranger one whose session is
     * over, from an operator one that was opened before the newest sign-in.
     */
    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException, ServletException {
        if (!(why instanceof CsrfException)) {
            RefusalController.forbidden(request, response);
        } else if (!isSignedIn()) {
            Htmx.lead(request, response, Continuation.signIn(request, "expired"));
        } else if (request.getRequestURI().equals(ConsoleSecurity.SIGN_IN)) {
            String next = request.getParameter(Continuation.PARAMETER);
            Htmx.lead(request, response, Continuation.of(next));
        } else {
            RefusalController.fromBefore(request, response);
        }
    }

    private static boolean isSignedIn() {
        return SecurityContextHolder.getContext().getAuthentication()
                instanceof OperatorAuthentication;
    }
}
