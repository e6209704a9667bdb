package io.vestnik.api.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.api.ApiClient;
import io.vestnik.api.RunningApi;
import io.vestnik.api.console.Browser;
import io.vestnik.api.console.Browser.Page;
import io.vestnik.testkit.PostgresDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One list of what people did, wherever it is written down. */
class AuditIT {
    private static final Pattern REASON = Pattern.compile("reason \\d+");

    private static PostgresDatabase database;
    private static RunningApi api;
    private static JdbcClient sql;
    private static Browser admin;

    @BeforeAll
    static void start() {
        database = PostgresDatabase.migratedDatabase();
        api = RunningApi.startWithoutBroker(database);
        sql = JdbcClient.create(database.dataSource());
    }

    @BeforeEach
    void beginAnew() {
        sql.sql("truncate decision, channel_event, audit").update();
        admin = Browser.ofAdmin(api);
    }

    @AfterAll
    static void stop() {
        api.close();
        database.close();
    }

    @Test
    void aRunIsOneLineWhateverTheNumberOfItsDecisions() {
        String id = api.client().post(ApiClient.notification("ann@example.com")).id();
        sql.sql("update notification set status = 'manual'").update();
        Page begun =
                admin.post(
                        "/console/manual/groups/not-classified/selection",
                        "ids",
                        id,
                        "action",
                        "discard",
                        "reason",
                        "all is lost");
        assertThat(begun.location()).contains("/console/runs/");

        String text = admin.get("/console/audit").text();

        assertThat(text)
                .contains("began a run", "/console/runs/", "discard 1: all is lost")
                .doesNotContain(">discarded<");
    }

    @Test
    void decisionsPausesAndSettingsStandInOneList() {
        String id = api.client().post(ApiClient.notification("ann@example.com")).id();
        api.client().decide(id, "cancel", "{\"reason\":\"sent <twice>\"}");
        api.client().order("email", "pause", "{\"reason\":\"the relay moves\"}");
        new Browser(api.port()).signIn("nobody", "wrong");

        String text = admin.get("/console/audit").text();

        assertThat(text)
                .contains("cancelled", "sent &lt;twice&gt;", "/console/notifications/" + id)
                .contains("the relay moves", "paused", RunningApi.KEY.substring(0, 12))
                .contains("signed in", "sign-in failed", "unknown name", "127.0.0.1");
        assertThat(text.indexOf("sign-in failed")).isLessThan(text.indexOf("the relay moves"));
        assertThat(text.indexOf("the relay moves")).isLessThan(text.indexOf("sent &lt;twice"));
    }

    @Test
    void whatServicesDoByThemselvesIsNoDeed() {
        String id = api.client().post(ApiClient.notification("ann@example.com")).id();
        sql.sql(
                        """
                        insert into decision (notification_id, cycle, action, decided_by, decided_at)
                        values (cast(? as uuid), 1, 'release', 'email-sender-7', now())
                        """)
                .param(id)
                .update();

        assertThat(admin.get("/console/audit").text()).doesNotContain("email-sender-7");
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() {
        String id = api.client().post(ApiClient.notification("ann@example.com")).id();
        for (int i = 0; i < 120; i++) {
            String reason = "reason " + i;
            // Clocks differ: the times of one source need not be in the order of its rows.
            String at = "now() + interval '1 hour' + interval '1 second' * " + (i / 3 * 3 - i % 3);
            switch (i % 3) {
                case 0 ->
                        sql.sql(
                                        "insert into decision (notification_id, cycle, action, decided_by,"
                                                + " reason, decided_at) values (cast(? as uuid), 1,"
                                                + " 'retry', 'ann', ?, "
                                                + at
                                                + ")")
                                .params(id, reason)
                                .update();
                case 1 ->
                        sql.sql(
                                        "insert into channel_event (channel, event, caused_by, reason,"
                                                + " happened_at) values ('vk', 'resumed', 'ann', ?, "
                                                + at
                                                + ")")
                                .params(reason)
                                .update();
                default ->
                        sql.sql(
                                        "insert into audit (who, action, detail, at)"
                                                + " values ('ann', 'signed-in', ?, "
                                                + at
                                                + ")")
                                .params(reason)
                                .update();
            }
        }

        List<String> seen = new ArrayList<>();
        Page page = admin.get("/console/audit");
        for (int pages = 0; pages < 10; pages++) {
            REASON.matcher(page.text()).results().map(MatchResult::group).forEach(seen::add);
            var older =
                    Pattern.compile("href=\"(/console/audit\\?before=[^\"]+)\"")
                            .matcher(page.text());
            if (!older.find()) {
                break;
            }
            page = admin.get(older.group(1));
        }

        assertThat(seen).hasSize(120).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1-2", "1-2-99999999999999999999", "-1-2-3", "'"})
    void aPlaceThatIsNoneIsRefused(String before) {
        Page page = admin.get("/console/audit?before=" + before);

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.text()).contains("before is not a place in this list");
    }
}
