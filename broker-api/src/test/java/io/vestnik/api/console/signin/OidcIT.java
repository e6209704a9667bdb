package io.vestnik.api.console.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vestnik.api.RunningApi;
import io.vestnik.api.config.StartRefusedException;
import io.vestnik.api.console.Browser;
import io.vestnik.api.console.Browser.Page;
import io.vestnik.testkit.FreePorts;
import io.vestnik.testkit.PostgresDatabase;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Operators come in by an OpenID provider. */
class OidcIT {
    private static final String DOOR = "/console/sign-in/elsewhere";

    private static PostgresDatabase database;
    private static ScriptedOidcProvider provider;
    private static RunningApi api;
    private static JdbcClient sql;

    private final Browser browser = new Browser(api.port());

    @BeforeAll
    static void start() {
        database = PostgresDatabase.migratedDatabase();
        provider = ScriptedOidcProvider.start(0);
        api = RunningApi.startWithoutBroker(database, settings(provider.issuer()));
        sql = JdbcClient.create(database.dataSource());
    }

    @AfterAll
    static void stop() {
        api.close();
        provider.close();
        database.close();
    }

    private static String[] settings(String issuer, String... more) {
        return Stream.concat(
                        Stream.of(
                                "vestnik.oidc.issuer=" + issuer,
                                "vestnik.oidc.client-id=" + ScriptedOidcProvider.CLIENT,
                                "vestnik.oidc.client-secret=" + ScriptedOidcProvider.SECRET),
                        Arrays.stream(more))
                .toArray(String[]::new);
    }

    /** To the provider and back, as far as the page that sends the browser on. */
    private static Page come(Browser browser, Map<String, Object> claims) {
        return browser.get(
                provider.admit(sent(browser, DOOR).location(), claims),
                "Sec-Fetch-Site",
                "cross-site",
                "Sec-Fetch-Mode",
                "navigate",
                "Sec-Fetch-Dest",
                "document");
    }

    private static Page sent(Browser browser, String door) {
        return browser.get(browser.get(door).location());
    }

    private static Map<String, Object> person(String name, Object role) {
        return Map.of("sub", "id-of-" + name, "preferred_username", name, "vestnik_role", role);
    }

    private static Optional<String> row(String name) {
        return sql.sql(
                        """
                        select subject || ' ' || role || ' ' || coalesce(password_hash, 'none')
                        from operator where name = ?
                        """)
                .param(name)
                .query(String.class)
                .optional();
    }

    private static List<String> audit(String who) {
        return sql.sql(
                        """
                        select action || ' ' || coalesce(detail, '') from audit
                        where who = ? or subject = ? order by id
                        """)
                .params(who, who)
                .query(String.class)
                .list();
    }

    @Test
    void whoeverTheProviderGivesARoleIsAnOperator() {
        assertThat(browser.get("/console/sign-in?next=/console/audit").text())
                .contains("Sign in with your organisation", DOOR + "?next=/console/audit");
        Page asked = sent(browser, DOOR + "?next=/console/audit");
        assertThat(asked.location())
                .startsWith(provider.issuer() + "/authorize?response_type=code")
                .contains("client_id=vestnik", "code_challenge_method=S256", "nonce=", "state=");
        assertThat(asked.header("Set-Cookie").orElseThrow())
                .startsWith("vestnik-elsewhere=")
                .contains("Path=/console/sign-in", "HttpOnly", "SameSite=Lax", "Max-Age=600");

        Page back =
                browser.get(
                        provider.admit(asked.location(), person("olga", "operate")),
                        "Sec-Fetch-Site",
                        "cross-site");

        assertThat(back.status()).isEqualTo(200);
        assertThat(back.text()).contains("content=\"0;url=/console/audit\"");
        assertThat(back.response().headers().allValues("Set-Cookie"))
                .anyMatch(c -> c.startsWith("vestnik=") && c.contains("SameSite=Strict"))
                .anyMatch(c -> c.startsWith("vestnik-elsewhere=;") && c.contains("Max-Age=0"));
        assertThat(browser.get("/console/send").status()).isEqualTo(200);
        assertThat(browser.get("/console/settings/keys").status()).isEqualTo(403);
        assertThat(browser.get("/console/settings/password").text())
                .contains("role and password are settled there")
                .doesNotContain("name=\"chosen\"");
        assertThat(row("olga")).hasValue(provider.issuer() + " id-of-olga operate none");
        assertThat(audit("olga"))
                .contains("operator-made operate", "signed-in OpenID Connect, 127.0.0.1");
    }

    @Test
    void aRoleThatHasChangedThereCountsFromTheNextSignIn() {
        come(browser, person("petr", "view"));
        assertThat(browser.get("/console/send").status()).isEqualTo(403);
        Browser later = new Browser(api.port());
        come(later, person("petr", List.of("staff", "view", "admin")));

        assertThat(later.get("/console/settings/keys").status()).isEqualTo(200);
        assertThat(audit("petr")).contains("role-changed view → admin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "king", "ADMIN", "view admin"})
    void withoutARoleNobodyComesIn(String role) {
        Page back = come(browser, person("stranger", role));

        assertThat(back.status()).isEqualTo(302);
        assertThat(back.location()).isEqualTo("/console/sign-in?no-role");
        assertThat(browser.get(back.location()).text()).contains("has no role in Vestnik");
        assertThat(browser.get("/console").location()).startsWith("/console/sign-in");
        assertThat(row("stranger")).isEmpty();
        assertThat(audit("stranger"))
                .contains("sign-in-failed 127.0.0.1, OpenID Connect: role-invalid");
    }

    @Test
    void nobodyBecomesSomebodyElseByTheirName() {
        Page back = come(browser, person("admin", "admin"));

        assertThat(back.location()).isEqualTo("/console/sign-in?name-taken");
        assertThat(browser.get("/console").status()).isEqualTo(302);
        come(browser, person("rita", "view"));
        Page other =
                come(
                        new Browser(api.port()),
                        Map.of(
                                "sub", "another",
                                "preferred_username", "Rita",
                                "vestnik_role", "admin"));
        assertThat(other.location()).isEqualTo("/console/sign-in?name-taken");
    }

    @Test
    void aNewNameThereLeavesTheOperatorTheSame() {
        come(browser, person("svetlana", "view"));
        Map<String, Object> married =
                Map.of(
                        "sub", "id-of-svetlana",
                        "preferred_username", "svetlana.new",
                        "vestnik_role", "view");
        come(new Browser(api.port()), married);

        assertThat(row("svetlana")).isPresent();
        assertThat(row("svetlana.new")).isEmpty();
    }

    @Test
    void whoIsDisabledHereStaysOutWhateverTheProviderSays() {
        come(browser, person("timur", "view"));
        Browser admin = Browser.ofAdmin(api);
        String id =
                sql.sql("select id::text from operator where name = 'timur'")
                        .query(String.class)
                        .single();
        admin.get("/console/settings/operators");
        admin.post("/console/settings/operators/" + id + "/disable");

        assertThat(browser.get("/console").location()).startsWith("/console/sign-in?ended");
        assertThat(come(browser, person("timur", "admin")).location())
                .isEqualTo("/console/sign-in?no-role");
        admin.follow(admin.post("/console/settings/operators/" + id + "/role", "role", "admin"));
        assertThat(row("timur").orElseThrow()).endsWith(" view none");
    }

    @Test
    void anAnswerToWhatNobodyHereAskedIsWorthNothing() {
        String asked = sent(browser, DOOR).location();
        String answer = provider.admit(asked, person("eve", "admin"));
        Browser victim = new Browser(api.port());

        assertThat(victim.get(answer).location()).isEqualTo("/console/sign-in?elsewhere-failed");
        assertThat(browser.get(answer.replace("state=", "state=x")).location())
                .isEqualTo("/console/sign-in?elsewhere-failed");
        assertThat(browser.get(answer).location()).isEqualTo("/console/sign-in?elsewhere-failed");
        assertThat(browser.get(OidcRegistration.BACK + "?error=access_denied&state=x").location())
                .isEqualTo("/console/sign-in?elsewhere-failed");
        assertThat(row("eve")).isEmpty();
    }

    @Test
    void aTokenThatWasMadeForAnotherSignInIsRefused() {
        provider.otherNonce = "x";
        try {
            assertThat(come(browser, person("mallory", "admin")).location())
                    .isEqualTo("/console/sign-in?elsewhere-failed");
            assertThat(row("mallory")).isEmpty();
        } finally {
            provider.otherNonce = "";
        }
    }

    @Test
    void whatTheTokenDoesNotSayIsAskedFor() {
        provider.sparing = true;
        try {
            assertThat(come(browser, person("zoya", "operate")).status()).isEqualTo(200);
        } finally {
            provider.sparing = false;
        }

        assertThat(row("zoya").orElseThrow()).endsWith(" operate none");
    }

    @Test
    void aProviderThatFallsSilentIsWaitedForSecondsOnly() {
        provider.silent = true;
        try {
            long begun = System.nanoTime();
            Page back = come(browser, person("vera", "view"));

            assertThat(back.location()).isEqualTo("/console/sign-in?elsewhere-failed");
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(20));
        } finally {
            provider.silent = false;
        }
        assertThat(come(new Browser(api.port()), person("vera", "view")).status()).isEqualTo(200);
    }

    @Test
    void aCookieThatWasChangedIsNoCookie() {
        var seal = new SealedText("one");

        assertThat(seal.open(seal.seal("text"))).hasValue("text");
        assertThat(new SealedText("other").open(seal.seal("text"))).isEmpty();
        assertThat(seal.open("nonsense")).isEmpty();
        assertThat(seal.open(seal.seal("text").replaceAll(".$", "?"))).isEmpty();
    }

    @Test
    void aProviderThatIsDownKeepsNobodyFromStarting() {
        int port = FreePorts.find(1).getFirst();
        String issuer = "http://127.0.0.1:" + port + "/realm";
        try (RunningApi other =
                RunningApi.startWithoutBroker(
                        database, settings(issuer, "vestnik.oidc.role-claim=realm_access.roles"))) {
            var here = new Browser(other.port());
            Page away = here.get(DOOR + "?next=/console/audit");
            assertThat(away.location())
                    .isEqualTo("/console/sign-in?elsewhere-away&next=%2Fconsole%2Faudit");
            assertThat(here.get(away.location()).text()).contains("does not answer right now");
            assertThat(here.get(DOOR + "/oidc").status()).isEqualTo(404);
            Browser.ofAdmin(other);

            try (ScriptedOidcProvider late = ScriptedOidcProvider.start(port)) {
                // Only ten seconds after a failure it is asked again.
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> here.get(DOOR).location().startsWith(DOOR));
                String asked = sent(here, DOOR).location();
                Map<String, Object> claims =
                        Map.of(
                                "sub", "late",
                                "email", "late@example.com",
                                "realm_access", Map.of("roles", List.of("offline", "view")));
                assertThat(here.get(late.admit(asked, claims)).status()).isEqualTo(200);
                assertThat(here.get("/console/audit").text()).contains("late@example.com");
            }
        }
    }

    @Test
    void withoutSettingsThereIsNoSuchDoor() {
        try (RunningApi other = RunningApi.startWithoutBroker(database)) {
            var here = new Browser(other.port());

            assertThat(here.get("/console/sign-in").text()).doesNotContain(DOOR);
            assertThat(here.get(DOOR).status()).isEqualTo(404);
            assertThat(here.get(DOOR + "/oidc").status()).isIn(302, 404);
            assertThat(here.get(OidcRegistration.BACK + "?code=1&state=2").status()).isIn(302, 404);
        }
    }

    @Test
    void halfOfTheSettingsAreRefused() {
        assertThatThrownBy(() ->
                        RunningApi.startWithoutBroker(
                                        database, "vestnik.oidc.issuer=http://127.0.0.1:1")
                                .close())
                .hasRootCauseInstanceOf(StartRefusedException.class)
                .rootCause()
                .hasMessageContaining("VESTNIK_OIDC_CLIENT_ID");
    }
}
