package io.vestnik.api.console.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.session.TooManyActiveSessionsException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Answers a plain 503 to somebody who signs in when there is no room for one more session. */
final class SessionLimit extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (TooManyActiveSessionsException full) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "60");
            response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
        }
    }
}
