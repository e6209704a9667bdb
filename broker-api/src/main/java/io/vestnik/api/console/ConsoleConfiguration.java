package io.vestnik.api.console;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** In which language a page is: the one that was chosen, else the one that the browser prefers. */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration {
    /** The languages that there are texts in; the first is the one for everybody else. */
    static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.of("ru"));

    @Bean
    LocaleResolver localeResolver() {
        var resolver = new CookieLocaleResolver("vestnik-language");
        resolver.setCookiePath("/console");
        resolver.setCookieMaxAge(Duration.ofDays(365));
        resolver.setCookieHttpOnly(true);
        resolver.setCookieSameSite("Strict");
        resolver.setRejectInvalidCookies(false);
        resolver.setDefaultLocaleFunction(ConsoleConfiguration::preferred);
        return resolver;
    }

    /** Whatever the address ends with: a page is no style sheet because somebody asked for one. */
    @Bean
    InitializingBean nothingButHtml(ThymeleafViewResolver pages) {
        return () -> pages.setForceContentType(true);
    }

    private static Locale preferred(HttpServletRequest request) {
        var accepted = new AcceptHeaderLocaleResolver();
        accepted.setSupportedLocales(LANGUAGES);
        accepted.setDefaultLocale(LANGUAGES.getFirst());
        return accepted.resolveLocale(request);
    }
}
