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

    /** A form without its token from a stranger is most often one whose session is over. */
    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException, ServletException {
        if (why instanceof CsrfException && !isSignedIn()) {
            Htmx.lead(request, response, Continuation.signIn(request, "expired"));
        } else {
            RefusalController.forbidden(request, response);
        }
    }

    private static boolean isSignedIn() {
        return SecurityContextHolder.getContext().getAuthentication()
                instanceof OperatorAuthentication;
    }
}
