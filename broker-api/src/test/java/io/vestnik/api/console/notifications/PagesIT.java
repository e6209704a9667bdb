package io.vestnik.api.console.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.api.ApiClient;
import io.vestnik.api.ApiWorld;
import io.vestnik.api.console.Browser;
import io.vestnik.api.console.Browser.Page;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of notifications, as a browser without scripts gets them. */
class PagesIT {
    private static final ApiWorld world = ApiWorld.shared();
    private static Browser browser;

    private final String recipient = "pages-" + UUID.randomUUID() + "@example.com";

    @BeforeAll
    static void signIn() {
        browser = Browser.ofAdmin(world.api);
    }

    private String post(String members) {
        return world.client.post(ApiClient.notification(recipient, members)).id();
    }

    private String page(String id) {
        return "/console/notifications/" + id;
    }

    private void becomeManual(String id) {
        world.sql
                .sql("update notification set status = 'manual', reason = '550 gone' where id = ?")
                .param(UUID.fromString(id))
                .update();
    }

    @Test
    void theListShowsWhatFitsAndKeepsTheFilter() {
        String id = post("\"metadata\":{\"order\":\"<42>\"}");

        Page found =
                browser.get("/console/notifications?recipient=" + recipient + "&status=queued");
        Page none = browser.get("/console/notifications?recipient=" + recipient + "&status=sent");

        assertThat(found.text())
                .contains(page(id))
                .contains("<option value=\"queued\" selected=\"selected\">");
        assertThat(none.text()).doesNotContain(page(id)).contains("Nothing fits");
    }

    @Test
    void anIdLeadsToItsPageAndAnUnknownOneIsTold() {
        String id = post("\"fromName\":\"Shop\"");

        assertThat(browser.get("/console/notifications?id=" + id).location()).endsWith(page(id));
        assertThat(browser.get("/console/notifications?id=nonsense").text())
                .contains("no notification with the id nonsense");
    }

    @Test
    void aFilterThatIsNoneIsNamed() {
        Page wrong = browser.get("/console/notifications?metadata=order&cursor=nonsense");

        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text()).contains("cursor is not a nextCursor");
    }

    @Test
    void theNextPageKeepsTheFilter() {
        for (int i = 0; i < 3; i++) {
            post("\"fromName\":\"Shop\"");
        }

        Page first = browser.get("/console/notifications?limit=2&recipient=" + recipient);

        assertThat(first.text())
                .contains("&amp;cursor=")
                .contains("recipient=" + recipient.replace("@", "%40"));
    }

    @Test
    void thePageTellsWhetherRabbitMqHasIt() {
        String id = post("\"fromName\":\"Shop\"");
        await().until(() -> browser.get(page(id)).text().contains("Published into RabbitMQ"));

        world.sql
                .sql(
                        """
                        insert into outbox (notification_id, cycle, attempt, due_at)
                        values (?, 1, 1, now() + interval '1 hour')
                        """)
                .param(UUID.fromString(id))
                .update();

        assertThat(browser.get(page(id)).text())
                .contains("Published as soon as RabbitMQ takes it")
                .doesNotContain("Published into RabbitMQ");
        world.sql
                .sql("delete from outbox where notification_id = ?")
                .param(UUID.fromString(id))
                .update();
    }

    @Test
    void strangersHtmlComesInAFrameInWhichNothingRuns() {
        String id = post("\"html\":\"<script>alert(1)</script><b>bold</b>\"");

        Page page = browser.get(page(id));
        Page frame = browser.get(page(id) + "/message.html");

        assertThat(page.text()).contains("sandbox=\"\"").doesNotContain("<script>alert");
        assertThat(frame.header("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .contains("sandbox")
                .contains("frame-ancestors 'self'");
        assertThat(frame.header("X-Frame-Options")).contains("SAMEORIGIN");
        assertThat(frame.text()).contains("<b>bold</b>");
    }

    @Test
    void whatGoesToTelegramKeepsItsLines() {
        String telegram =
                world.client
                        .post(
                                """
                                {"channel":"telegram","recipient":"1234567","html":"<b>a</b>\\nb"}
                                """)
                        .id();
        String mail = post("\"html\":\"<b>a</b>\\nb\"");

        assertThat(browser.get(page(telegram) + "/message.html").text())
                .isEqualTo("<body style=\"white-space: pre-wrap\"><b>a</b>\nb");
        assertThat(browser.get(page(mail) + "/message.html").text()).isEqualTo("<b>a</b>\nb");
    }

    @Test
    void filesAreKeptAndNeverOpened() {
        String id =
                post(
                        "\"attachments\":[{\"name\":\"a.html\",\"contentType\":\"text/html\","
                                + "\"contentBase64\":\"aGVsbG8=\"}]");

        Page file = browser.get(page(id) + "/files/0");

        assertThat(file.text()).isEqualTo("hello");
        assertThat(file.header("Content-Disposition").orElseThrow()).startsWith("attachment");
        assertThat(file.header("Content-Type")).contains("application/octet-stream");
        assertThat(browser.get(page(id) + "/files/1").status()).isEqualTo(404);
        assertThat(browser.get(page(id) + "/files/x").status()).isEqualTo(400);
    }

    @Test
    void whatIsInManualCanBeRetriedWithTheOperatorsName() {
        String id = post("\"fromName\":\"Shop\"");
        becomeManual(id);
        browser.get(page(id));

        Page after = browser.follow(browser.post(page(id) + "/retry"));

        assertThat(after.text()).contains("Retried by admin");
        assertThat(world.client.get("/api/v1/notifications/" + id).json().path("cycle").asInt())
                .isEqualTo(2);
    }

    @Test
    void aReasonIsNoLongerThanTheApiAllows() {
        String id = post("\"fromName\":\"Shop\"");
        becomeManual(id);
        browser.get(page(id));

        Page refused = browser.post(page(id) + "/discard", "reason", "x".repeat(256));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("reason is longer than 255 characters");
        assertThat(world.client.get("/api/v1/notifications/" + id).json().path("status").asString())
                .isEqualTo("manual");
    }

    @Test
    void theSecondOfTwoIsToldThatSomebodyWasFaster() {
        String id = post("\"fromName\":\"Shop\"");
        becomeManual(id);
        browser.get(page(id));
        world.client.decide(id, "discard");

        Page second = browser.post(page(id) + "/retry");

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.text())
                .contains("Somebody was faster", "It is discarded")
                .contains("href=\"%s\"".formatted(page(id)));
        assertThat(browser.get(page(id) + "/retry").location()).endsWith(page(id));
    }

    @Test
    void anOpenPageHearsThatItIsUpToDate() {
        String id = post("\"fromName\":\"Shop\"");
        Page page = browser.get(page(id));

        assertThat(page.text()).contains("id=\"out-of-date\"", "This page may be out of date");
        assertThat(browser.get("/console").text()).contains("id=\"out-of-date\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/notifications/nonsense",
                "/console/notifications/01a2151f-b3f9-77ca-a130-88914cfa9df9",
                "/console/notifications/01a2151f-b3f9-77ca-a130-88914cfa9df9/message.html",
                "/console/notifications/01a2151f-b3f9-77ca-a130-88914cfa9df9/events",
                "/console/nowhere"
            })
    void whatIsNotThereIsAPageThatSaysSo(String address) {
        Page page = browser.get(address);

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.text()).contains("There is nothing here").doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource({
        "/console//x, 400, That is not possible",
        "/console/x//, 400, That is not possible",
        "/console/x;y, 400, That is not possible",
        "/console/assets/none.css, 404, There is nothing here",
        "/console/assets/, 404, There is nothing here"
    })
    void whatReachesNoPageIsAPageToo(String address, int status, String title) {
        Page page = browser.get(address, "Accept", "*/*");

        assertThat(page.status()).isEqualTo(status);
        assertThat(page.header("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.text()).contains(title).doesNotContain("urn:vestnik");
    }

    @Test
    void whatNobodyMaySendIsAPageToo() {
        browser.get("/console/send");
        Page page = browser.post("/console/notifications");

        assertThat(page.status()).isEqualTo(405);
        assertThat(page.header("Allow")).hasValueSatisfying(one -> assertThat(one).contains("GET"));
        assertThat(page.text()).contains("That is not possible");
    }

    @Test
    void aSlashAtTheEndLeadsToTheOverview() {
        assertThat(browser.get("/console/").location()).isEqualTo("/console");
    }

    @Test
    void aTestIsSentByTheFormAndWhatIsWrongStandsBesideItsField() {
        browser.get("/console/send");

        Page wrong =
                browser.post("/console/send", "channel", "email", "recipient", "x", "text", "Hi");
        Page sent =
                browser.post(
                        "/console/send",
                        "channel",
                        "email",
                        "recipient",
                        recipient,
                        "subject",
                        "Hello",
                        "text",
                        "It's\r\nme",
                        "priority",
                        "high");

        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text()).contains("aria-invalid=\"true\"").contains(">\nHi</textarea>");
        assertThat(sent.status()).as(sent.text()).isEqualTo(302);
        String id = sent.location().replaceAll(".*/", "");
        assertThat(
                        world.client
                                .get("/api/v1/notifications/" + id)
                                .json()
                                .path("priority")
                                .asString())
                .isEqualTo("high");
        assertThat(browser.get(page(id) + "?show=text").text()).contains("It&#39;s\nme");
    }

    private Page sendTest(String formId, String to, String text) {
        return browser.post(
                "/console/send",
                "formId",
                formId,
                "channel",
                "email",
                "recipient",
                to,
                "subject",
                "Hello",
                "text",
                text);
    }

    @Test
    void aTestIsSentOnceHoweverOftenItsFormIs() {
        String form = browser.get("/console/send").formId();

        Page wrong = sendTest(form, "x", "Hi");
        Page first = sendTest(wrong.formId(), recipient, "Hi");
        Page again = sendTest(form, recipient, "Hi");

        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.formId()).isEqualTo(form);
        assertThat(first.status()).as(first.text()).isEqualTo(302);
        assertThat(again.location()).isEqualTo(first.location());
        assertThat(count("select count(*) from notification where recipient = ?", recipient))
                .isEqualTo(1);
        String id = first.location().replaceAll(".*/", "");
        assertThat(count("select count(*) from audit where subject = ?", id)).isEqualTo(1);
    }

    @Test
    void aFormThatWasChangedAfterItWasSentAsksOnceMore() {
        String form = browser.get("/console/send").formId();
        Page first = sendTest(form, recipient, "Hi");

        Page changed = sendTest(form, recipient, "Bye");
        Page second = sendTest(changed.formId(), recipient, "Bye");

        assertThat(changed.status()).isEqualTo(422);
        assertThat(changed.text())
                .contains("This form has been sent already", ">\nBye</textarea>")
                .doesNotContain("Idempotency-Key was used");
        assertThat(changed.formId()).isNotEqualTo(form);
        assertThat(second.status()).isEqualTo(302);
        assertThat(second.location()).isNotEqualTo(first.location());
    }

    @Test
    void aFormWithoutAnIdIsTakenEachTime() {
        Page first = sendTest("nonsense", recipient, "Hi");
        Page second = sendTest("nonsense", recipient, "Hi");

        assertThat(first.status()).isEqualTo(302);
        assertThat(second.location()).isNotEqualTo(first.location());
    }

    private static int count(String query, String value) {
        return world.sql.sql(query).param(value).query(Integer.class).single();
    }

    @Test
    void thePagesSpeakRussianToWhoPrefersIt() {
        assertThat(browser.get("/console", "Accept-Language", "ru-RU,ru;q=0.9,en;q=0.5").text())
                .contains("<title>Обзор · Vestnik</title>")
                .contains("lang=\"ru\"");
    }
}
