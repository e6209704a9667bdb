package io.vestnik.api.console.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.api.RunningApi;
import io.vestnik.api.console.Browser;
import io.vestnik.api.console.Browser.Page;
import io.vestnik.testkit.PostgresDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An admin makes operators, changes and disables them. */
class OperatorsIT {
    private static final String PATH = "/console/settings/operators";
    private static final String OWN = "/console/settings/password";
    private static final Pattern PASSWORD = Pattern.compile("([a-z2-9]{5}-){3}[a-z2-9]{5}");
    private static final String ADMINS =
            "select count(*) from operator where role = 'admin' and disabled_at is null";
    private static final String CHOSEN = "a long enough sentence";

    private static PostgresDatabase database;
    private static RunningApi api;
    private static JdbcClient sql;
    private static Browser admin;

    @BeforeAll
    static void start() {
        database = PostgresDatabase.migratedDatabase();
        api = RunningApi.startWithoutBroker(database);
        sql = JdbcClient.create(database.dataSource());
        admin = Browser.ofAdmin(api);
    }

    @AfterAll
    static void stop() {
        api.close();
        database.close();
    }

    /** Makes one, and gives back their first password. */
    private static String make(String name, String role) {
        Page made = admin.post(PATH, "name", name, "role", role);
        assertThat(made.location()).isEqualTo(PATH);
        String text = admin.get(PATH).text();
        return PASSWORD.matcher(text).results().findFirst().orElseThrow().group();
    }

    /** Makes one who has chosen a password already. */
    private static Browser signedIn(String name, String role) {
        String first = make(name, role);
        Browser browser = Browser.signedIn(api.port(), name, first);
        browser.post(OWN, "present", first, "chosen", CHOSEN, "again", CHOSEN);
        browser.get(OWN);
        return browser;
    }

    private static String idOf(String name) {
        return sql.sql("select id::text from operator where name = ?")
                .param(name)
                .query(String.class)
                .single();
    }

    private static List<String> audit(String name) {
        return sql.sql(
                        """
                        select who || ' ' || action || ' ' || coalesce(detail, '') from audit
                        where subject = ? or subject is null and who = ? order by id
                        """)
                .params(name, name)
                .query(String.class)
                .list();
    }

    @Test
    void whatWasFilledInIsThereAgainWhenItWasRefused() {
        Page page = admin.follow(admin.post(PATH, "name", "olga <x>", "role", "operate"));

        assertThat(page.text())
                .contains("A name has up to 64", "value=\"olga &lt;x&gt;\"")
                .contains("<option value=\"operate\" selected=\"selected\">");
        assertThat(admin.get(PATH).text()).doesNotContain("olga");
    }

    @Test
    void aNewOperatorHasToChooseAPasswordBeforeAnythingElse() {
        String first = make("irina", "operate");
        assertThat(admin.get(PATH).text()).doesNotContain(first).contains("irina");
        Browser irina = new Browser(api.port());
        assertThat(irina.signIn("irina", first).location()).isEqualTo("/console");

        assertThat(irina.get("/console").location()).isEqualTo(OWN);
        assertThat(irina.get(OWN).text()).contains("Somebody else knows this password too");
        assertThat(irina.post("/console/send").location()).isEqualTo(OWN);
        irina.post(OWN, "present", first, "chosen", CHOSEN, "again", CHOSEN);
        assertThat(irina.get(OWN).text()).contains("Your password is changed.");
        assertThat(irina.get("/console").status()).isEqualTo(200);
        assertThat(new Browser(api.port()).signIn("irina", first).location()).endsWith("?wrong");
        assertThat(audit("irina"))
                .contains(
                        "admin operator-made operate",
                        "irina signed-in 127.0.0.1",
                        "irina password-changed ");
        assertThat(sql.sql("select o::text from operator o").query(String.class).list())
                .noneMatch(row -> row.contains(first) || row.contains(CHOSEN));
    }

    @Test
    void aChangedPasswordEndsTheSessionsInOtherBrowsers() {
        Browser here = signedIn("boris", "view");
        Browser there = Browser.signedIn(api.port(), "boris", CHOSEN);

        here.post(OWN, "present", CHOSEN, "chosen", CHOSEN + " 2", "again", CHOSEN + " 2");

        assertThat(here.get("/console").status()).isEqualTo(200);
        assertThat(there.get("/console").location()).startsWith("/console/sign-in?ended");
        assertThat(there.get("/console").location()).isEqualTo("/console/sign-in");
    }

    @Test
    void whoIsDisabledIsOutAtOnceAndStaysOut() {
        Browser vera = signedIn("vera", "view");

        admin.follow(admin.post(PATH + "/" + idOf("vera") + "/disable"));

        assertThat(vera.get("/console").location()).startsWith("/console/sign-in?ended");
        assertThat(vera.signIn("vera", CHOSEN).location()).endsWith("?wrong");
        admin.follow(admin.post(PATH + "/" + idOf("vera") + "/enable"));
        assertThat(vera.signIn("vera", CHOSEN).location()).isEqualTo("/console");
        assertThat(audit("vera")).contains("admin operator-disabled ", "admin operator-enabled ");
    }

    @Test
    void whatAnotherInstanceChangesCountsWithinTenSeconds() {
        Browser gleb = signedIn("gleb", "view");
        assertThat(gleb.get("/console/send").status()).isEqualTo(403);

        sql.sql("update operator set role = 'operate' where name = 'gleb'").update();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> gleb.get("/console/send").status() == 200);
        sql.sql("update operator set disabled_at = now() where name = 'gleb'").update();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> gleb.get("/console").location().contains("?ended"));
    }

    @Test
    void aNewRoleCountsInTheOpenSession() {
        Browser dasha = signedIn("dasha", "view");
        assertThat(dasha.get(PATH).status()).isEqualTo(403);

        admin.follow(admin.post(PATH + "/" + idOf("dasha") + "/role", "role", "admin"));
        assertThat(dasha.get(PATH).status()).isEqualTo(200);
        admin.follow(admin.post(PATH + "/" + idOf("dasha") + "/role", "role", "view"));
        assertThat(dasha.get(PATH).status()).isEqualTo(403);
        assertThat(audit("dasha")).contains("admin role-changed view → admin");
    }

    @Test
    void aNewPasswordFromAnAdminHasToBeChangedToo() {
        Browser egor = signedIn("egor", "view");

        admin.post(PATH + "/" + idOf("egor") + "/password");
        String text = admin.get(PATH).text();
        String reset = PASSWORD.matcher(text).results().findFirst().orElseThrow().group();

        assertThat(egor.get("/console").location()).startsWith("/console/sign-in?ended");
        egor.signIn("egor", reset);
        assertThat(egor.get("/console").location()).isEqualTo(OWN);
        assertThat(audit("egor")).contains("admin password-reset ");
    }

    @Test
    void nobodyLocksThemselvesOut() {
        String self = PATH + "/" + idOf("admin");
        for (String action : List.of("/disable", "/role", "/password")) {
            admin.post(self + action, "role", "view");
            assertThat(admin.get(PATH).text()).contains("Nobody can do that to themselves");
        }
        assertThat(admin.get(PATH).status()).isEqualTo(200);
    }

    @Test
    void oneAdminStaysWhenTwoDisableEachOther() throws Exception {
        Browser other = signedIn("zoya", "admin");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = threads.submit(() -> admin.post(PATH + "/" + idOf("zoya") + "/disable"));
            var two = threads.submit(() -> other.post(PATH + "/" + idOf("admin") + "/disable"));
            one.get();
            two.get();
        }

        assertThat(sql.sql(ADMINS).query(Long.class).single()).isEqualTo(1);
        // Whoever is left lets the other one in again; what is changed past the API is noticed
        // late.
        other.post(PATH + "/" + idOf("admin") + "/enable");
        admin = Browser.ofAdmin(api);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-ann",
                "ann smith",
                "анна",
                "vst_0123abcd",
                "Vestnik",
                "a\u202Eb",
                "a\nb",
                "<b>ann</b>"
            })
    void aNameIsMadeOfLettersThatCannotBeMistaken(String name) {
        Page page = admin.follow(admin.post(PATH, "name", name, "role", "view"));

        assertThat(page.text()).contains("A name has up to 64 Latin letters");
    }

    @Test
    void caseDoesNotTellTwoNamesApart() {
        make("Fedor", "view");

        Page page = admin.follow(admin.post(PATH, "name", "fEDOR", "role", "view"));
        assertThat(page.text()).contains("There is an operator of this name already.");
        Page role = admin.follow(admin.post(PATH, "name", "fedor2", "role", "king"));
        assertThat(role.text()).contains("There is no such role.");
    }

    @Test
    void aNewPasswordIsCheckedAndThePresentOneIsAsked() {
        Browser kira = signedIn("kira", "view");

        assertThat(changed(kira, "wrong", "quite another sentence"))
                .contains("The present password is another one.");
        assertThat(changed(kira, CHOSEN, "short")).contains("at least 12 characters");
        assertThat(changed(kira, CHOSEN, "my name is Kira")).contains("too easy to guess");
        assertThat(changed(kira, CHOSEN, CHOSEN)).contains("The new password is the present one.");
        kira.post(OWN, "present", CHOSEN, "chosen", "quite another sentence", "again", "one");
        assertThat(kira.get(OWN).text()).contains("was not written the same twice");
        for (int i = 0; i < 5; i++) {
            changed(kira, "wrong", "quite another sentence");
        }
        assertThat(changed(kira, CHOSEN, "quite another sentence"))
                .contains("too many wrong passwords");
    }

    private static String changed(Browser browser, String present, String chosen) {
        browser.post(OWN, "present", present, "chosen", chosen, "again", chosen);
        return browser.get(OWN).text();
    }
}
