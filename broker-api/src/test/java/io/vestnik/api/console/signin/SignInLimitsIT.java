package io.vestnik.api.console.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.api.RunningApi;
import io.vestnik.api.console.Browser;
import io.vestnik.api.console.Browser.Page;
import io.vestnik.testkit.PostgresDatabase;
import io.vestnik.testkit.fault.Fault;
import io.vestnik.testkit.fault.FaultProxy;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The console under guesses, floods and outages, and behind a proxy. */
class SignInLimitsIT {
    private static PostgresDatabase database;
    private static FaultProxy line;
    private static RunningApi api;

    @BeforeAll
    static void start() {
        database = PostgresDatabase.migratedDatabase();
        URI address = URI.create(database.jdbcUrl().substring("jdbc:".length()));
        line = FaultProxy.inFrontOf(address.getHost(), address.getPort(), 1);
        String url =
                database.jdbcUrl().replaceFirst("//[^/]+/", "//127.0.0.1:" + line.port() + "/");
        api =
                RunningApi.startWithoutBroker(
                        database,
                        "spring.datasource.url=" + url,
                        "server.forward-headers-strategy=native");
    }

    @AfterEach
    void pass() {
        line.pass();
    }

    @AfterAll
    static void stop() {
        api.close();
        line.close();
        database.close();
    }

    /** Their own browser, at an address of its own. */
    private static Page signIn(Browser browser, String address, String name, String password) {
        browser.get("/console/sign-in");
        return browser.send(
                browser.form(
                                "/console/sign-in",
                                "name",
                                name,
                                "password",
                                password,
                                "_csrf",
                                browser.token())
                        .header("X-Forwarded-For", address)
                        .build());
    }

    @Test
    void afterFiveWrongPasswordsOneHasToWaitEvenWithTheRightOne() {
        var browser = new Browser(api.port());
        for (int i = 0; i < 5; i++) {
            assertThat(signIn(browser, "192.0.2." + i, "Admin", "guess").location())
                    .endsWith("?wrong");
        }

        Page page = signIn(browser, "192.0.2.9", "admin", RunningApi.ADMIN_PASSWORD);
        assertThat(page.location()).matches("/console/sign-in\\?wait=1");
        assertThat(browser.get(page.location()).text()).contains("Try again in 1 s.");
        assertThat(signIn(browser, "192.0.2.9", "nobody", "guess").location()).endsWith("?wrong");
        await().atMost(Duration.ofSeconds(10))
                .until(() ->
                        signIn(browser, "192.0.2.9", "admin", RunningApi.ADMIN_PASSWORD)
                                .location()
                                .equals("/console"));
        assertThat(
                        JdbcClient.create(database.dataSource())
                                .sql(
                                        """
                                        select count(*) from audit where action = 'sign-in-failed'
                                            and who = 'admin' and detail like '192.0.2._'
                                        """)
                                .query(Long.class)
                                .single())
                .isEqualTo(5);
    }

    @Test
    void behindAProxyWithTlsTheCookieIsSecure() {
        Page page = new Browser(api.port()).get("/console/sign-in", "X-Forwarded-Proto", "https");

        assertThat(page.header("Set-Cookie").orElseThrow())
                .contains("; Secure", "; HttpOnly", "; SameSite=Strict");
        assertThat(page.header("Strict-Transport-Security")).isPresent();
    }

    @Test
    void whileTheDatabaseIsAwayNobodyKnowsWhoMayDoWhat() {
        var browser = new Browser(api.port());
        await().until(() ->
                signIn(browser, "192.0.2.20", "admin", RunningApi.ADMIN_PASSWORD)
                        .location()
                        .equals("/console"));
        line.refuse();
        line.cut(Fault.RESET);

        await().atMost(Duration.ofSeconds(10))
                .until(() -> browser.get("/console/nothing").status() == 503);
        Page page = browser.get("/console/nothing");
        assertThat(page.header("Retry-After")).isPresent();
        assertThat(page.text())
                .contains("Vestnik cannot answer right now")
                .doesNotContain("jdbc", "Exception");
        assertThat(signIn(new Browser(api.port()), "192.0.2.21", "admin", "x").location())
                .endsWith("?unavailable");
        line.pass();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> browser.get("/console/nothing").status() == 404);
    }

    @Test
    void aSessionEndsHoweverBusyItIs() {
        try (RunningApi brief =
                RunningApi.startWithoutBroker(database, "vestnik.console.longest-session=3s")) {
            Browser busy = Browser.ofAdmin(brief);
            assertThat(busy.get("/console/audit").status()).isEqualTo(200);

            await().atMost(Duration.ofSeconds(10))
                    .until(() ->
                            busy.get("/console/audit")
                                    .location()
                                    .equals("/console/sign-in?ended&next=%2Fconsole%2Faudit"));
            assertThat(busy.get("/console/audit").location())
                    .isEqualTo("/console/sign-in?next=%2Fconsole%2Faudit");
            assertThat(busy.signIn("admin", RunningApi.ADMIN_PASSWORD).location())
                    .isEqualTo("/console");
        }
    }

    @Test
    void strangersTakeNoSessionFromOperators() {
        try (RunningApi small =
                RunningApi.startWithoutBroker(database, "vestnik.console.most-sessions=2")) {
            Browser first = Browser.ofAdmin(small);
            for (int i = 0; i < 10; i++) {
                Page page = new Browser(small.port()).get("/console/sign-in");
                assertThat(page.status()).isEqualTo(200);
                assertThat(page.response().headers().allValues("Set-Cookie"))
                        .singleElement()
                        .asString()
                        .startsWith("vestnik-form=");
            }
            Browser second = Browser.ofAdmin(small);

            Page tooMany = new Browser(small.port()).signIn("admin", RunningApi.ADMIN_PASSWORD);
            assertThat(tooMany.status()).isEqualTo(503);
            assertThat(tooMany.header("Retry-After")).isPresent();
            assertThat(first.get("/console").status()).isEqualTo(200);
            assertThat(second.get("/console").status()).isEqualTo(200);
            assertThat(small.client().get("/api/v1/notifications").status()).isEqualTo(200);
        }
    }
}
