package io.vestnik.api.console.signin;

import io.vestnik.api.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which operators sign in. */
@Controller
class SignInController {
    /** What the page can have to say; each is a text of the bundle. */
    private static final List<String> WORDS =
            List.of(
                    "wrong",
                    "wait",
                    "unavailable",
                    "ended",
                    "expired",
                    "out",
                    "no-role",
                    "name-taken",
                    "elsewhere-failed",
                    "elsewhere-away");

    private final OidcProperties elsewhere;

    SignInController(OidcProperties elsewhere) {
        this.elsewhere = elsewhere;
    }

    @GetMapping("/console/sign-in")
    String page(
            @RequestParam(required = false) @Nullable String next,
            HttpServletRequest request,
            CsrfToken token,
            @AuthenticationPrincipal @Nullable Caller caller,
            Model model) {
        if (caller != null) {
            return "redirect:" + Continuation.of(next);
        }
        // Its cookie has to be set before the page begins to go out.
        token.getToken();
        model.addAttribute("elsewhere", elsewhere.enabled());
        model.addAttribute("next", Continuation.of(next));
        WORDS.stream()
                .filter(word -> request.getParameter(word) != null)
                .findFirst()
                .ifPresent(word -> model.addAttribute("word", word));
        model.addAttribute("seconds", seconds(request.getParameter("wait")));
        return "console/sign-in";
    }

    private static int seconds(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    }
}
