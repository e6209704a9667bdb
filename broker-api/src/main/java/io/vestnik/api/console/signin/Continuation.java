package io.vestnik.api.console.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/**
 * Which page somebody wanted before they had to sign in. It travels in the address, so that no
 * session is begun for strangers; and it is one of ours, so that a redirect leads nowhere else.
 */
final class Continuation {
    static final String PARAMETER = "next";
    static final String HOME = "/console";

    private static final String SIGN_IN = "/console/sign-in";
    private static final int LONGEST = 1_000;

    /** Never two slashes together, no backslash, nothing that a header could not hold. */
    private static final Pattern OURS =
            Pattern.compile("/console(/[A-Za-z0-9_.~%:-]+)*(\\?[A-Za-z0-9_.~/=&%+:@,*-]*)?");

    private Continuation() {}

    /** Where to go after the sign-in; the overview if it is not said, or not one of our pages. */
    static String of(@Nullable String wanted) {
        if (wanted == null || wanted.length() > LONGEST || wanted.startsWith(SIGN_IN)) {
            return HOME;
        }
        return OURS.matcher(wanted).matches() ? wanted : HOME;
    }

    /**
     * The address of the sign-in that leads back to what was asked for here.
     *
     * @param word what the sign-in page has to say, such as {@code ended}
     */
    static String signIn(HttpServletRequest request, @Nullable String word) {
        return signIn(of(wanted(request)), word);
    }

    /** The address of the sign-in that leads to this page. */
    static String signIn(String next, @Nullable String word) {
        String says = word == null ? "" : word;
        if (next.equals(HOME)) {
            return says.isEmpty() ? SIGN_IN : SIGN_IN + "?" + says;
        }
        String goesOn = PARAMETER + "=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
        return SIGN_IN + "?" + (says.isEmpty() ? goesOn : says + "&" + goesOn);
    }

    /** The page that a form came from; the overview if that is not said. */
    static String pageBefore(HttpServletRequest request) {
        String from = Htmx.asks(request) ? "HX-Current-URL" : HttpHeaders.REFERER;
        return of(pathOf(request.getHeader(from)));
    }

    /** A part of a page is nowhere to go, nor is what a form does; the page around it is. */
    private static @Nullable String wanted(HttpServletRequest request) {
        if (Htmx.asks(request) || !HttpMethod.GET.matches(request.getMethod())) {
            return pageBefore(request);
        }
        String query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : "?" + query);
    }

    private static @Nullable String pathOf(@Nullable String address) {
        try {
            URI page = URI.create(address == null ? "" : address);
            String query = page.getRawQuery();
            return page.getRawPath() + (query == null ? "" : "?" + query);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
