package io.vestnik.api.console.signin;

import io.vestnik.api.problem.ProblemException;
import io.vestnik.api.problem.ProblemType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Sends those who sign in elsewhere on their way, once the OpenID provider has answered. */
@Controller
class OidcController {
    static final String PATH = "/console/sign-in/elsewhere";
    private static final Logger log = LoggerFactory.getLogger(OidcController.class);

    private final OidcProperties properties;
    private final OidcRegistration registration;

    OidcController(OidcProperties properties, OidcRegistration registration) {
        this.properties = properties;
        this.registration = registration;
    }

    @GetMapping(PATH)
    String go(@RequestParam(required = false) @Nullable String next) {
        if (!properties.enabled()) {
            throw ProblemException.of(ProblemType.NOT_FOUND, "");
        }
        String goesOn = Continuation.of(next);
        try {
            registration.get();
        } catch (IllegalArgumentException | IllegalStateException e) {
            log.warn(
                    "The OpenID provider {} cannot be used: {}",
                    properties.issuer(),
                    OneLine.of(rootOf(e)));
            return "redirect:" + Continuation.signIn(goesOn, "elsewhere-away");
        }
        return "redirect:"
                + PATH
                + "/"
                + OidcRegistration.ID
                + "?"
                + Continuation.PARAMETER
                + "="
                + URLEncoder.encode(goesOn, StandardCharsets.UTF_8);
    }

    private static String rootOf(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? String.valueOf(failure.getMessage()) : rootOf(cause);
    }
}
