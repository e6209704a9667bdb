package io.vestnik.api.console.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.api.RunningApi;
import io.vestnik.api.console.Browser;
import io.vestnik.api.console.Browser.Page;
import io.vestnik.testkit.PostgresDatabase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Operators come in, strangers do not. */
class SignInIT {
    private static PostgresDatabase database;
    private static RunningApi api;
    private static JdbcClient sql;

    private final Browser browser = new Browser(api.port());

    @BeforeAll
    static void start() {
        database = PostgresDatabase.migratedDatabase();
        api = RunningApi.startWithoutBroker(database);
        sql = JdbcClient.create(database.dataSource());
    }

    @AfterAll
    static void stop() {
        api.close();
        database.close();
    }

    private static List<String> audit(String action) {
        return sql.sql("select who || ' ' || coalesce(detail, '') from audit where action = ?")
                .param(action)
                .query(String.class)
                .list();
    }

    @Test
    void strangersAreLedToTheSignInAndBack() {
        Page page = browser.get("/console/notifications?status=manual");

        assertThat(page.status()).isEqualTo(302);
        assertThat(page.location())
                .isEqualTo("/console/sign-in?next=%2Fconsole%2Fnotifications%3Fstatus%3Dmanual");
        assertThat(page.header("Set-Cookie")).isEmpty();
        assertThat(browser.get(page.location()).text())
                .contains("value=\"/console/notifications?status=manual\"");
    }

    @Test
    void theRightPasswordOpensTheConsole() {
        browser.get("/console/sign-in");
        Page page =
                browser.post(
                        "/console/sign-in",
                        "name",
                        "Admin",
                        "password",
                        RunningApi.ADMIN_PASSWORD,
                        "next",
                        "/console/audit?page=2");

        assertThat(page.status()).isEqualTo(302);
        assertThat(page.location()).isEqualTo("/console/audit?page=2");
        assertThat(browser.get("/console/nothing").status()).isEqualTo(404);
        assertThat(audit("signed-in")).contains("admin 127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/", "//evil.example", "/console//../..//evil.example\\x",
                "/api/v1/notifications", "/console@evil.example", "/console/sign-in",
                "/console/x\r\nSet-Cookie: a=b", "javascript:alert(1)"
            })
    void afterTheSignInOnlyThisConsoleComes(String next) {
        browser.get("/console/sign-in");
        Page page =
                browser.post(
                        "/console/sign-in",
                        "name",
                        "admin",
                        "password",
                        RunningApi.ADMIN_PASSWORD,
                        "next",
                        next);

        assertThat(page.location()).isEqualTo("/console");
    }

    @ParameterizedTest
    @CsvSource({"admin, wrong password", "nobody, wrong password", "'', ''"})
    void anUnknownNameAndAWrongPasswordGetTheSameAnswer(String name, String password) {
        Page page = browser.signIn(name, password);

        assertThat(page.status()).isEqualTo(302);
        assertThat(page.location()).isEqualTo("/console/sign-in?wrong");
        assertThat(browser.follow(page).text()).contains("The name or the password is wrong.");
        assertThat(browser.get("/console").status()).isEqualTo(302);
        assertThat(audit("sign-in-failed"))
                .contains(("admin".equals(name) ? "admin" : "?") + " 127.0.0.1");
    }

    @Test
    void cookiesAreForThisSiteOnlyAndForNoScript() {
        List<String> form = cookies(browser.get("/console/sign-in"));
        List<String> signedIn =
                cookies(
                        browser.post(
                                "/console/sign-in",
                                "name",
                                "admin",
                                "password",
                                RunningApi.ADMIN_PASSWORD));

        assertThat(form).hasSize(1);
        assertThat(signedIn).anyMatch(cookie -> cookie.startsWith("vestnik="));
        assertThat(Stream.concat(form.stream(), signedIn.stream()))
                .allSatisfy(cookie ->
                        assertThat(cookie)
                                .contains("; Path=/console", "; HttpOnly", "; SameSite=Strict"));
    }

    @Test
    void aTokenOfBeforeTheSignInIsWorthNothingAfterIt() {
        browser.get("/console/sign-in");
        String before = browser.token();
        browser.post("/console/sign-in", "name", "admin", "password", RunningApi.ADMIN_PASSWORD);

        assertThat(browser.postWithoutToken("/console/sign-out", "_csrf", before).status())
                .isEqualTo(403);
        assertThat(browser.get("/console").status()).isEqualTo(200);
    }

    @Test
    void aFormOfBeforeTheNewestSignInIsToldToBeSentOnceMore() {
        browser.get("/console/sign-in");
        String before = browser.token();
        browser.post("/console/sign-in", "name", "admin", "password", RunningApi.ADMIN_PASSWORD);

        Page form =
                browser.send(
                        browser.form("/console/settings/keys", "name", "shop", "_csrf", before)
                                .header("Referer", "http://127.0.0.1/console/settings/keys?a=1")
                                .build());
        Page secondTab =
                browser.postWithoutToken(
                        "/console/sign-in", "next", "/console/audit", "_csrf", before);

        assertThat(form.status()).isEqualTo(403);
        assertThat(form.text())
                .contains("This form was from before", "href=\"/console/settings/keys?a=1\"")
                .doesNotContain("Your role");
        assertThat(
                        sql.sql("select count(*) from api_key where name = 'shop'")
                                .query(Integer.class)
                                .single())
                .isZero();
        assertThat(secondTab.status()).isEqualTo(302);
        assertThat(secondTab.location()).isEqualTo("/console/audit");
    }

    private static List<String> cookies(Page page) {
        return page.response().headers().allValues("Set-Cookie");
    }

    @Test
    void pagesForbidScriptsFramesAndCaches() {
        Page page = browser.get("/console/sign-in");

        assertThat(page.header("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
                .contains("frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'")
                .doesNotContain("unsafe");
        assertThat(page.header("Cache-Control").orElseThrow()).contains("no-store");
        assertThat(page.header("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.header("Referrer-Policy")).hasValue("same-origin");
        assertThat(page.header("Cross-Origin-Opener-Policy")).hasValue("same-origin");
        assertThat(page.text()).doesNotContain("<style", " style=", "onclick", "javascript:");
    }

    @Test
    void withoutItsTokenAFormIsRefused() {
        Browser admin = Browser.ofAdmin(api);

        assertThat(admin.postWithoutToken("/console/sign-out").status()).isEqualTo(403);
        assertThat(admin.get("/console/nothing").status()).isEqualTo(404);
        assertThat(
                        browser.postWithoutToken(
                                        "/console/sign-in",
                                        "name",
                                        "admin",
                                        "password",
                                        RunningApi.ADMIN_PASSWORD)
                                .location())
                .isEqualTo("/console/sign-in?expired");
    }

    @Test
    void whoseSessionEndedInAFormComesBackToIt() {
        Page form =
                browser.send(
                        browser.form("/console/notifications/1/edit", "text", "Hello")
                                .header("Referer", "http://127.0.0.1/console/notifications/1/edit")
                                .build());
        Page fromElsewhere =
                browser.send(
                        browser.form("/console/send", "text", "Hello")
                                .header("Referer", "https://example.com/evil?console=/console")
                                .build());

        assertThat(form.location())
                .isEqualTo("/console/sign-in?expired&next=%2Fconsole%2Fnotifications%2F1%2Fedit");
        assertThat(fromElsewhere.location()).isEqualTo("/console/sign-in?expired");
    }

    @Test
    void strangersHaveLittleToSend() {
        browser.get("/console/sign-in");
        Page page = browser.post("/console/sign-in", "name", "x".repeat(17 * 1024));

        assertThat(page.status()).isEqualTo(413);
        assertThat(page.header("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.text()).contains("This is too large");
        assertThat(page.header("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'");
    }

    @Test
    void whoSignsOutIsOut() {
        Browser admin = Browser.ofAdmin(api);

        assertThat(admin.get("/console/sign-out").status()).isEqualTo(404);
        assertThat(admin.get("/console/nothing").status()).isEqualTo(404);
        assertThat(admin.post("/console/sign-out").location()).isEqualTo("/console/sign-in?out");
        assertThat(admin.get("/console/nothing").status()).isEqualTo(302);
        assertThat(audit("signed-out")).contains("admin ");
    }

    @Test
    void partsOfPagesAndStreamsAreNotRedirected() {
        Page part =
                browser.get(
                        "/console/part",
                        "HX-Request",
                        "true",
                        "HX-Current-URL",
                        "http://127.0.0.1/console/notifications?channel=vk");
        Page stream = browser.get("/console/events", "Accept", "text/event-stream");

        assertThat(part.status()).isEqualTo(401);
        assertThat(part.header("HX-Redirect"))
                .hasValue("/console/sign-in?next=%2Fconsole%2Fnotifications%3Fchannel%3Dvk");
        assertThat(stream.status()).isEqualTo(401);
    }

    @Test
    void aLinkOnAnotherSiteDoesNotCostTheSession() {
        Browser admin = Browser.ofAdmin(api);
        Page link =
                admin.get(
                        "/console/notifications?a=1&b=%22",
                        "Sec-Fetch-Site",
                        "cross-site",
                        "Sec-Fetch-Mode",
                        "navigate",
                        "Sec-Fetch-Dest",
                        "document");

        assertThat(link.status()).isEqualTo(200);
        assertThat(link.text()).contains("content=\"0;url=/console/notifications?a=1&amp;b=%22\"");
        assertThat(link.header("Set-Cookie")).isEmpty();
        assertThat(admin.get("/console", "Sec-Fetch-Site", "cross-site").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/assets/console.css",
                "/console/assets/console.js",
                "/console/assets/live.js",
                "/webjars/htmx.org/dist/htmx.min.js"
            })
    void assetsAreForEverybody(String path) {
        Page page = browser.get(path);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Set-Cookie")).isEmpty();
    }

    @Test
    void theFrontDoorLeadsToTheConsole() {
        assertThat(browser.get("/").location()).isEqualTo("/console");
    }

    @Test
    void sessionsOfTheConsoleOpenNothingElse() {
        Browser admin = Browser.ofAdmin(api);

        assertThat(admin.get("/api/v1/notifications").status()).isEqualTo(401);
        assertThat(admin.get("/actuator/health").status()).isEqualTo(404);
    }

    @Test
    void theFormSpeaksRussianToo() {
        assertThat(browser.get("/console/sign-in", "Accept-Language", "ru").text())
                .contains("Войти", "lang=\"ru\"");
    }
}
