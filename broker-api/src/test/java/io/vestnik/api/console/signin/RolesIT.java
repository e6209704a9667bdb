package io.vestnik.api.console.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.api.RunningApi;
import io.vestnik.api.console.Browser;
import io.vestnik.testkit.PostgresDatabase;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each role against each kind of address. */
class RolesIT {
    private static final int REFUSED = 403;

    private static PostgresDatabase database;
    private static RunningApi api;
    private static final Map<String, Browser> BROWSERS = new HashMap<>();

    @BeforeAll
    static void start() {
        database = PostgresDatabase.migratedDatabase();
        api = RunningApi.startWithoutBroker(database);
        JdbcClient sql = JdbcClient.create(database.dataSource());
        for (String role : new String[] {"view", "operate"}) {
            sql.sql(
                            """
                            insert into operator
                                (id, name, password_hash, role, created_at, created_by)
                            select gen_random_uuid(), ?, password_hash, ?, now(), 'test'
                            from operator where name = 'admin'
                            """)
                    .params(role, role)
                    .update();
            BROWSERS.put(role, Browser.signedIn(api.port(), role, RunningApi.ADMIN_PASSWORD));
        }
        BROWSERS.put("admin", Browser.ofAdmin(api));
    }

    @AfterAll
    static void stop() {
        api.close();
        database.close();
    }

    /** In the order view, operate, admin; {@code no} is 403. */
    @ParameterizedTest
    @CsvSource({
        "GET, /console, yes, yes, yes",
        "GET, /console/notifications, yes, yes, yes",
        "GET, /console/audit, yes, yes, yes",
        "GET, /console/nothing, yes, yes, yes",
        "GET, /console/settings/password, yes, yes, yes",
        "GET, /console/send, no, yes, yes",
        "POST, /console/send, no, yes, yes",
        "POST, /console/channels/email/pause, no, yes, yes",
        "POST, /console/notifications/x/retry, no, yes, yes",
        "POST, /console/manual/run, no, yes, yes",
        "POST, /console/runs/1/stop, no, yes, yes",
        "GET, /console/settings/keys, no, no, yes",
        "GET, /console/settings/operators, no, no, yes",
        "GET, /console/settings/nothing, no, no, yes",
        "POST, /console/settings/keys, no, no, yes",
        "POST, /console/settings/operators/x/disable, no, no, yes",
        "POST, /console, no, no, no",
        "POST, /console/audit, no, no, no",
        "POST, /console/nothing, no, no, no",
        "DELETE, /console/notifications/x, no, no, no",
        "GET, /console/refused, yes, yes, yes"
    })
    void eachRoleMayWhatItIsFor(
            String method, String path, String view, String operate, String admin) {
        assertMay("view", method, path, view);
        assertMay("operate", method, path, operate);
        assertMay("admin", method, path, admin);
    }

    private static void assertMay(String role, String method, String path, String may) {
        Browser browser = BROWSERS.get(role);
        Browser.Page page =
                switch (method) {
                    case "GET" -> browser.get(path);
                    case "POST" -> browser.post(path);
                    default ->
                            browser.send(
                                    browser.form(path)
                                            .method(
                                                    method,
                                                    java.net.http.HttpRequest.BodyPublishers
                                                            .ofString("_csrf=" + browser.token()))
                                            .build());
                };
        if (may.equals("yes")) {
            assertThat(page.status()).as(role).isNotIn(REFUSED, 401, 500);
            assertThat(page.location()).as(role).doesNotContain("sign-in");
        } else {
            assertThat(page.status()).as(role).isEqualTo(REFUSED);
            assertThat(page.text()).contains("<h1", "href=\"/console\"");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /console",
        "GET, /console/settings/keys",
        "GET, /console/audit",
        "GET, /console/refused",
        "GET, /console/nothing"
    })
    void strangersAreAlwaysLedToTheSignIn(String method, String path) {
        assertThat(new Browser(api.port()).get(path).location()).startsWith("/console/sign-in");
    }

    @Test
    void whatIsRefusedSaysSoInItsOwnPage() {
        Browser.Page page = BROWSERS.get("view").get("/console/settings/keys");

        assertThat(page.text()).contains("Your role does not allow it.");
        assertThat(page.header("Content-Security-Policy")).isPresent();
        assertThat(page.header("Cache-Control").orElseThrow()).contains("no-store");
    }
}
