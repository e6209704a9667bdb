package io.vestnik.api.console.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.api.ApiClient;
import io.vestnik.api.RunningApi;
import io.vestnik.api.console.Browser;
import io.vestnik.api.console.Browser.Page;
import io.vestnik.testkit.PostgresDatabase;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An admin makes keys and ends them. */
@ExtendWith(OutputCaptureExtension.class)
class KeysIT {
    private static final String PATH = "/console/settings/keys";
    private static final Pattern KEY = Pattern.compile("vst_[0-9a-f]{8}_[0-9a-f]{40}");

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

    private static String keyIn(String text) {
        return KEY.matcher(text).results().findFirst().orElseThrow().group();
    }

    private static ApiClient client(String key) {
        return new ApiClient("http://127.0.0.1:" + api.port(), key);
    }

    private static List<String> audit() {
        return sql.sql(
                        "select who || ' ' || action || ' ' || subject || ' ' || coalesce(detail, '')"
                                + " from audit where action like 'key-%' order by id")
                .query(String.class)
                .list();
    }

    @Test
    void aKeyIsShownOnceAndDoesWhatItsScopesSay(CapturedOutput output) {
        Page made = admin.post(PATH, "name", "web <shop>", "scope", "send", "scope", "read");
        assertThat(made.location()).isEqualTo(PATH);
        Page shown = admin.get(PATH);
        String key = keyIn(shown.text());

        assertThat(shown.header("Cache-Control").orElseThrow()).contains("no-store");
        assertThat(shown.text()).contains("web &lt;shop&gt;").doesNotContain("<shop>");
        assertThat(KEY.matcher(admin.get(PATH).text()).find()).isFalse();
        assertThat(client(key).post(ApiClient.notification("ann@example.com")).status())
                .isEqualTo(202);
        assertThat(client(key).order("email", "pause", "{\"reason\":\"x\"}").status())
                .isEqualTo(403);
        assertThat(audit()).anyMatch(line -> line.startsWith("admin key-made web <shop> (vst_"));
        assertThat(audit()).anyMatch(line -> line.endsWith(" send, read"));
        assertThat(output.getAll()).doesNotContain(key);
        for (String table : List.of("api_key", "audit", "operator")) {
            assertThat(sql.sql("select t::text from " + table + " t").query(String.class).list())
                    .isNotEmpty()
                    .noneMatch(row -> row.contains(key.substring(13)));
        }
    }

    @Test
    void aRevokedKeyIsRefusedAndStaysInTheList() {
        admin.post(PATH, "name", "for a day", "scope", "read");
        String key = keyIn(admin.get(PATH).text());
        assertThat(client(key).get("/api/v1/channels").status()).isEqualTo(200);
        String id =
                sql.sql("select id::text from api_key where name = 'for a day'")
                        .query(String.class)
                        .single();

        Page revoked = admin.post(PATH + "/" + id + "/revoke");

        assertThat(revoked.location()).isEqualTo(PATH);
        assertThat(admin.get(PATH).text()).contains("The key is revoked.", "for a day");
        assertThat(client(key).get("/api/v1/channels").status()).isEqualTo(401);
        assertThat(audit()).anyMatch(line -> line.startsWith("admin key-revoked for a day (vst_"));
        admin.post(PATH + "/" + id + "/revoke");
        assertThat(admin.get(PATH).text()).contains("There is nothing with this id");
    }

    @ParameterizedTest
    @CsvSource({
        "'', send, for what",
        "'   ', send, for what",
        "good, nothing, Choose at least one",
        "good, '', Choose at least one"
    })
    void whatIsNoKeyIsToldOnThePage(String name, String scope, String said) {
        int before = audit().size();
        Page page = admin.follow(admin.post(PATH, "name", name, "scope", scope));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains(said.replace("for what", "what the key is for"));
        assertThat(audit()).hasSize(before);
    }

    @Test
    void whatWasFilledInIsThereAgainWhenItWasRefused() {
        Page page = admin.follow(admin.post(PATH, "name", "web <shop>"));
        assertThat(page.text())
                .contains("Choose at least one", "value=\"web &lt;shop&gt;\"")
                .doesNotContain("checked=");

        page = admin.follow(admin.post(PATH, "name", " ", "scope", "read", "scope", "operate"));
        assertThat(page.text().split("checked=\"checked\"", -1)).hasSize(3);
        assertThat(admin.get(PATH).text().split("checked=\"checked\"", -1)).hasSize(2);
    }

    @Test
    void namesThatAreTooLongOrGoOverLinesAreRefused() {
        for (String name : List.of("x".repeat(61), "a\nb", "a\u202Eb")) {
            admin.post(PATH, "name", name, "scope", "send");
            assertThat(admin.get(PATH).text()).contains("what the key is for.");
        }
        assertThat(admin.post(PATH + "/nonsense/revoke").location()).isEqualTo(PATH);
    }
}
