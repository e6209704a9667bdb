package io.vestnik.api.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.LocaleResolver;

/** Changes the language of the pages, and goes back to the page that was shown. */
@Controller
class LanguageController {
    private final LocaleResolver languages;

    LanguageController(LocaleResolver languages) {
        this.languages = languages;
    }

    @PostMapping("/console/language")
    String change(
            @RequestParam(defaultValue = "") String language,
            HttpServletRequest request,
            HttpServletResponse response) {
        Locale chosen = Locale.of(language);
        if (ConsoleConfiguration.LANGUAGES.contains(chosen)) {
            languages.setLocale(request, response, chosen);
        }
        return "redirect:" + pageBefore(request.getHeader(HttpHeaders.REFERER));
    }

    /** Only the path of it, and only one of ours: a redirect leads nowhere else. */
    private static String pageBefore(String referer) {
        try {
            URI page = referer == null ? URI.create("/console") : URI.create(referer);
            String path = String.valueOf(page.getRawPath());
            String query = page.getRawQuery() == null ? "" : "?" + page.getRawQuery();
            return path.startsWith("/console/") ? path + query : "/console";
        } catch (IllegalArgumentException e) {
            return "/console";
        }
    }
}
