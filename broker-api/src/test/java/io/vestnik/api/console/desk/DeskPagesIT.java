package io.vestnik.api.console.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.api.ApiWorld;
import io.vestnik.api.console.Browser;
import io.vestnik.api.console.Browser.Page;
import io.vestnik.api.desk.ParkedRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The desk, as an operator and a viewer see it in their browsers. */
class DeskPagesIT {
    private static final ApiWorld world = ApiWorld.shared();
    private static final ParkedRows parked = new ParkedRows(world.sql);
    private static Browser admin;
    private static Browser viewer;

    @BeforeAll
    static void signIn() {
        admin = Browser.ofAdmin(world.api);
        viewer = Browser.ofNewViewer(world, "desk-viewer");
    }

    private static String group(String fingerprint) {
        return "/console/manual/groups/" + fingerprint;
    }

    private static Page tick(String fingerprint, String action, String reason, List<UUID> ids) {
        List<String> fields = new ArrayList<>(List.of("action", action, "reason", reason));
        ids.forEach(id -> fields.addAll(List.of("ids", id.toString())));
        return admin.post(group(fingerprint) + "/selection", fields.toArray(String[]::new));
    }

    private static String finished(Page begun) {
        assertThat(begun.status()).as(begun.text()).isEqualTo(302);
        String run = begun.location().replaceFirst(".*/console/runs/", "/console/runs/");
        await().until(() -> admin.get(run + "/live").text().contains(">done<"));
        return run;
    }

    private static String ask(String fingerprint) {
        return admin.get(group(fingerprint) + "/retry").text();
    }

    @BeforeEach
    void clearTheDesk() {
        parked.clear();
    }

    @Test
    void groupsStandThereWithTheirKindAndTheFarSidesWords() {
        parked.park(3, "email:refused:550-5.2.1", "550 5.2.1 <script>disabled</script>");

        Page page = admin.get("/console/manual");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("550 5.2.1", "&lt;script&gt;disabled", group("email:refused:550-5.2.1"))
                .contains("Retry", "Discard")
                .doesNotContain("<script>disabled", " style=", "onclick");
    }

    @Test
    void ofManyGroupsTheNewestAreShownFirst() {
        for (int i = 0; i < DeskController.GROUPS + 5; i++) {
            parked.park(1, "email:held:%d".formatted(400 + i), "4xx");
        }

        String page = admin.get("/console/manual").text();
        assertThat(page.split("data-row", -1)).hasSize(DeskController.GROUPS + 1);
        assertThat(page).contains("Show the others, too", "/console/manual?all=true");
        assertThat(admin.get("/console/manual?all=true").text())
                .contains("email:held:400", "email:held:454")
                .doesNotContain("Show the others, too");
        world.sql.sql("delete from notification where fingerprint like 'email:held:4%'").update();
    }

    @Test
    void whoMayOnlyLookSeesNoButtons() {
        parked.park(2, "email:refused:550-5.2.2", "550 5.2.2 no");

        assertThat(viewer.get("/console/manual").text())
                .contains("550 5.2.2")
                .doesNotContain(group("email:refused:550-5.2.2") + "/retry");
        assertThat(viewer.get(group("email:refused:550-5.2.2")).text())
                .contains("user1@example.com")
                .doesNotContain("name=\"ids\"", "value=\"discard\"");
        Page ask = viewer.get(group("email:refused:550-5.2.2") + "/retry");
        assertThat(ask.text()).contains("Your role may only look").doesNotContain("id=\"canary\"");
        assertThat(viewer.post(group("email:refused:550-5.2.2") + "/retry").status())
                .isEqualTo(403);
        assertThat(viewer.post(group("email:refused:550-5.2.2") + "/selection").status())
                .isEqualTo(403);
    }

    @Test
    void aWholeGroupIsRetriedAfterAQuestion() {
        List<UUID> ids = parked.park(7, "telegram:refused:403", "403 blocked");

        await().atMost(Duration.ofSeconds(30))
                .until(() -> ask("telegram:refused:403").contains("Number in the group: 7"));
        assertThat(ask("telegram:refused:403")).contains("Three first", "user7@example.com");
        assertThat(parked.count(ids, "manual")).isEqualTo(7);

        String run =
                finished(
                        admin.post(
                                group("telegram:refused:403") + "/retry",
                                "reason",
                                "They are back",
                                "perMinute",
                                ""));

        assertThat(admin.get(run).text())
                .contains("7 of 7", "They are back", "admin", "What has become of them")
                .doesNotContain("every 1s", "/stop");
        assertThat(parked.count(ids, "manual")).isZero();
    }

    @Test
    void aRunThatIsOverGoesOnTellingWhatBecomesOfItsOwn() {
        List<UUID> ids = parked.park(2, "telegram:refused:404", "404 not found");
        admin.get(group("telegram:refused:404") + "/retry");

        String run = finished(admin.post(group("telegram:refused:404") + "/retry"));
        assertThat(admin.get(run).text()).contains("every 5s", run + "/live");
        ids.forEach(id -> world.client.decide(id.toString(), "cancel"));

        await().until(() -> parked.count(ids, "cancelled") == 2);
        assertThat(admin.get(run).text()).doesNotContain("every ", run + "/live");
    }

    @Test
    void toDiscardAGroupTakesAReason() {
        List<UUID> ids = parked.park(2, "telegram:refused:400", "400 chat not found");
        admin.get(group("telegram:refused:400") + "/discard");

        Page missing = admin.post(group("telegram:refused:400") + "/discard", "reason", " ");

        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.text()).contains("aria-invalid=\"true\"", "is missing");
        finished(admin.post(group("telegram:refused:400") + "/discard", "reason", "They left"));
        assertThat(parked.count(ids, "discarded")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "60001", "fast", "-1", "1e3"})
    void aPaceThatIsNoneIsToldBesideItsField(String pace) {
        parked.park(1, "telegram:refused:413", "413 too large");
        admin.get(group("telegram:refused:413") + "/retry");

        Page page = admin.post(group("telegram:refused:413") + "/retry", "perMinute", pace);

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.text()).contains("must be from 1 to 60000");
    }

    @Test
    void whatIsTickedIsDecided() {
        List<UUID> ids = parked.park(4, "vk:refused:901", "901 no permission");
        assertThat(admin.get(group("vk:refused:901")).text())
                .contains("name=\"ids\"", "data-keys", "assets/desk-", ids.getFirst().toString());

        finished(tick("vk:refused:901", "retry", "", ids.subList(0, 2)));
        finished(tick("vk:refused:901", "discard", "No such user", ids.subList(2, 3)));

        assertThat(parked.count(ids, "queued")).isEqualTo(2);
        assertThat(parked.count(ids, "discarded")).isEqualTo(1);
        assertThat(parked.count(ids, "manual")).isEqualTo(1);
    }

    @Test
    void whoTicksNothingOrSaysNothingIsTold() {
        List<UUID> ids = parked.park(2, "vk:refused:902", "902 private");
        admin.get(group("vk:refused:902"));

        Page nothing = tick("vk:refused:902", "retry", "", List.of());
        Page noReason = tick("vk:refused:902", "discard", "", ids.subList(0, 1));

        assertThat(nothing.status()).isEqualTo(400);
        assertThat(nothing.text()).contains("Tick at least one");
        assertThat(noReason.status()).isEqualTo(400);
        assertThat(noReason.text()).contains("Say why", "checked");
    }

    @Test
    void theLoserOfTwoLearnsWhoWasFirst() {
        List<UUID> ids = parked.park(3, "vk:refused:18", "18 deleted");
        admin.get(group("vk:refused:18"));
        finished(admin.post(group("vk:refused:18") + "/retry"));

        Page late = admin.follow(admin.post(group("vk:refused:18") + "/retry"));
        Page ticked = admin.follow(tick("vk:refused:18", "retry", "", ids));
        Page empty = admin.get(group("vk:refused:18"));

        assertThat(late.text()).contains("Somebody was faster: admin began to retry");
        assertThat(ticked.text()).contains("None of them is in manual any more");
        assertThat(empty.text()).contains("Nothing of this group is left", "admin has retried it");
    }

    @Test
    void whatOthersHadDecidedBeforeIsNamedWithWhoAndWhen() {
        List<UUID> ids = parked.park(2, "vk:refused:100", "100 parameters");
        world.client.decide(ids.getFirst().toString(), "discard");
        admin.get(group("vk:refused:100"));

        String run = finished(tick("vk:refused:100", "retry", "", ids));

        assertThat(admin.get(run).text())
                .contains("Somebody was faster", "vst_test_012: discard", ids.getFirst().toString())
                .doesNotContain(ids.getLast().toString());
        world.client.decide(ids.getLast().toString(), "cancel");
        assertThat(admin.get(run).text()).doesNotContain(ids.getLast().toString());
    }

    @Test
    void aRunCanBeWatchedAndStopped() {
        parked.park(30, "vk:exhausted:10", "10 internal");
        admin.get(group("vk:exhausted:10") + "/retry");
        String run = admin.post(group("vk:exhausted:10") + "/retry", "perMinute", "60").location();

        Page watched = admin.get(run);
        assertThat(watched.text()).contains("every 1s", run + "/live", "<progress", "/stop");
        assertThat(admin.get("/console/manual").text()).contains(run);
        assertThat(admin.get(group("vk:exhausted:10")).text())
                .contains("admin is retrying this group");
        Page stopped = admin.follow(admin.post(run + "/stop"));

        assertThat(stopped.text()).contains(">stopped<", "Stopped by").doesNotContain("every 1s");
        assertThat(admin.follow(admin.post(run + "/stop")).text())
                .contains("It is over: stopped")
                .doesNotContain("Somebody was faster");
        assertThat(admin.get("/console/runs").text()).contains(run);
    }

    @Test
    void theLoserOfASingleDecisionLearnsWhoWasFirst() {
        UUID id = parked.park(1, "vk:refused:8", "8 bad request").getFirst();
        admin.get("/console/notifications/" + id);
        world.client.decide(id.toString(), "discard");

        Page late = admin.post("/console/notifications/" + id + "/retry");

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).contains("vst_test_012 was first: discard");
    }

    @Test
    void theLanguageCanBeChangedOnAPageThatSaysWhatIsWrong() {
        parked.park(1, "email:refused:554", "554 no");
        String address = "/console/manual/groups/email:refused:554/selection";
        admin.get("/console/manual/groups/email:refused:554");
        assertThat(admin.post(address, "action", "retry").status()).isEqualTo(400);

        Page changed =
                admin.send(
                        admin.form("/console/language", "language", "en", "_csrf", admin.token())
                                .header("Referer", "http://127.0.0.1" + address)
                                .build());

        Page shown = admin.follow(changed);
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.text()).contains("554 no");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/manual",
                "/console/runs",
                "/console/manual/groups/email:refused:551",
                "/console/manual/groups/email:refused:551/retry",
                "/console/manual/groups/email:refused:551/discard",
                "/console/manual/groups/not-classified"
            })
    void pagesSpeakRussianToo(String path) {
        parked.park(1, "email:refused:551", "551 no");
        Page page = admin.get(path, "Accept-Language", "ru");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("lang=\"ru\"", "<h1").doesNotContain("??desk");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/manual/groups/x",
                "/console/runs/x",
                "/console/notifications/x/edit",
                "/console/runs/019abf10-7c3a-7d21-9a44-3f0c5a7e9b10",
                "/console/manual/groups/email:refused:551/cancel"
            })
    void whatIsNotThereIsNotFound(String path) {
        assertThat(admin.get(path).status()).isEqualTo(404);
    }

    @Test
    void textsAreThereInBothLanguages() throws Exception {
        assertThat(keys("messages/desk_ru.properties")).isEqualTo(keys("messages/desk.properties"));
    }

    private static List<String> keys(String file) throws Exception {
        var texts = new java.util.Properties();
        try (var in = DeskPagesIT.class.getClassLoader().getResourceAsStream(file)) {
            texts.load(in);
        }
        return texts.stringPropertyNames().stream().sorted().toList();
    }
}
