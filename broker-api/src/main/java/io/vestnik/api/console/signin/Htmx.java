package io.vestnik.api.console.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Sends browsers elsewhere in the way in which they asked: as a page, from a script, as a stream.
 */
final class Htmx {
    private Htmx() {}

    /** Whether htmx asks for a part of a page. */
    static boolean asks(HttpServletRequest request) {
        return "true".equals(request.getHeader("HX-Request"));
    }

    /**
     * A redirect for a page; for htmx a word to load a whole page, because it would put the sign-in
     * into a corner of this one; for a stream 401, after which it does not ask again.
     */
    static void lead(HttpServletRequest request, HttpServletResponse response, String address)
            throws IOException {
        String accept = String.valueOf(request.getHeader(HttpHeaders.ACCEPT));
        if (asks(request)) {
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
            response.setHeader("HX-Redirect", address);
        } else if (accept.contains("text/event-stream")) {
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
        } else {
            response.sendRedirect(address);
        }
    }
}
