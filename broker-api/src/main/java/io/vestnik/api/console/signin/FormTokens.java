package io.vestnik.api.console.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;

/**
 * Keeps the token of a form in the session of somebody who has signed in, and in a cookie for
 * strangers: a session for whoever looks at the sign-in page would let anybody fill the memory, and
 * keep operators out.
 */
final class FormTokens implements CsrfTokenRepository {
    static final String COOKIE = "vestnik-form";

    private final CsrfTokenRepository signedIn = new HttpSessionCsrfTokenRepository();
    private final CookieCsrfTokenRepository strangers = new CookieCsrfTokenRepository();

    /**
     * @param alwaysSecure whether the cookie is for TLS only even when the request came without
     */
    FormTokens(boolean alwaysSecure) {
        strangers.setCookieName(COOKIE);
        strangers.setCookiePath(Continuation.HOME);
        strangers.setCookieCustomizer(cookie -> {
            cookie.httpOnly(true).sameSite("Strict");
            if (alwaysSecure) {
                cookie.secure(true);
            }
        });
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        return keeper(request).generateToken(request);
    }

    @Override
    public void saveToken(
            @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        keeper(request).saveToken(token, request, response);
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        return keeper(request).loadToken(request);
    }

    private CsrfTokenRepository keeper(HttpServletRequest request) {
        return request.getSession(false) == null ? strangers : signedIn;
    }
}
