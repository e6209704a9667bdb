package io.vestnik.api.console.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.HtmlUtils;

/**
 * Receives those who follow a link on another site. Their browser keeps the session's cookie back,
 * for it is SameSite=Strict, and they would look signed out. So they get a page that asks for the
 * same address again, this time from here. Whatever else another site asks for is refused.
 */
final class FromElsewhere extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!"cross-site".equals(request.getHeader("Sec-Fetch-Site")) || isBack(request)) {
            chain.doFilter(request, response);
        } else if (isLink(request)) {
            goOn(response, address(request));
        } else {
            response.setStatus(HttpStatus.FORBIDDEN.value());
        }
    }

    /** From the OpenID provider, with a cookie of its own. */
    private static boolean isBack(HttpServletRequest request) {
        return OidcRegistration.BACK.equals(request.getRequestURI());
    }

    private static boolean isLink(HttpServletRequest request) {
        return HttpMethod.GET.matches(request.getMethod())
                && "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
                && "document".equals(request.getHeader("Sec-Fetch-Dest"));
    }

    private static String address(HttpServletRequest request) {
        String query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : "?" + query);
    }

    /** A page that leads to an address of ours by itself, as if somebody had clicked there. */
    static void goOn(HttpServletResponse response, String address) throws IOException {
        String target = HtmlUtils.htmlEscape(address);
        response.setContentType("text/html;charset=UTF-8");
        response.getWriter()
                .write(
                        """
                        <!DOCTYPE html>
                        <html lang="en">
                        <head>
                        <meta charset="utf-8">
                        <meta http-equiv="refresh" content="0;url=%s">
                        <title>Vestnik</title>
                        </head>
                        <body><p><a href="%s">Vestnik</a></p></body>
                        </html>
                        """
                                .formatted(target, target));
    }
}
