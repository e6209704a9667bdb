package io.vestnik.api.console.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.api.ApiClient;
import io.vestnik.api.ApiWorld;
import io.vestnik.api.console.Browser;
import io.vestnik.api.console.Browser.Page;
import io.vestnik.api.desk.ParkedRows;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The form with which an operator corrects what was sent, and sends it as a copy. */
class EditPagesIT {
    private static final ApiWorld world = ApiWorld.shared();
    private static final ParkedRows parked = new ParkedRows(world.sql);
    private static Browser admin;
    private static Browser viewer;

    @BeforeAll
    static void signIn() {
        admin = Browser.ofAdmin(world.api);
        viewer = Browser.ofNewViewer(world, "edit-viewer");
    }

    @BeforeEach
    void clearTheDesk() {
        parked.clear();
    }

    @Test
    void aNotificationIsCorrectedAndSentAsACopy() {
        String id =
                world.client
                        .post(
                                ApiClient.notification(
                                        "ann@example.com",
                                        """
                                        "html":"<p>Hi</p>","fromName":"Shop","attachments":[{
                                        "name":"a.txt","contentType":"text/plain",
                                        "contentBase64":"QmU="}]\
                                        """))
                        .id();
        parked.become(UUID.fromString(id), "manual", "email:refused:550", "550 nobody");

        Page form = admin.get("/console/notifications/" + id + "/edit");
        assertThat(form.text())
                .contains("value=\"ann@example.com\"", "&lt;p&gt;Hi&lt;/p&gt;", "value=\"Shop\"")
                .contains("With its files", "a.txt", "550 nobody");
        Page wrong = edit(id, "nobody", "keepFiles");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text()).contains("aria-invalid=\"true\"", "value=\"nobody\"");

        Page sent = edit(id, "ann.new@example.com", "discardOriginal");

        assertThat(sent.status()).isEqualTo(302);
        String copy = sent.location().replaceFirst(".*/", "");
        var shown = world.client.get("/api/v1/notifications/" + copy).json();
        assertThat(shown.path("recipient").asString()).isEqualTo("ann.new@example.com");
        assertThat(shown.path("resendOf").asString()).isEqualTo(id);
        assertThat(shown.path("attachments")).isEmpty();
        assertThat(parked.status(UUID.fromString(id))).isEqualTo("discarded");
        assertThat(admin.get("/console/notifications/" + copy).text())
                .contains("Changed copy of", id);
        assertThat(admin.get("/console/notifications/" + id).text())
                .contains("Changed copies", copy);
        assertThat(viewer.get("/console/notifications/" + id + "/edit").text())
                .contains("Your role may only look")
                .doesNotContain("Send the copy");
    }

    private static Page edit(String id, String recipient, String more) {
        return admin.post(
                "/console/notifications/" + id + "/edit",
                "recipient",
                recipient,
                "subject",
                "Hello",
                "text",
                "How are\r\nyou?",
                "html",
                "",
                "fromName",
                "",
                "replyTo",
                "",
                "priority",
                "high",
                more,
                "on");
    }

    private static UUID parkedMail() {
        UUID id =
                UUID.fromString(world.client.post(ApiClient.notification("ann@example.com")).id());
        parked.become(id, "manual", "email:refused:550", "550 nobody");
        return id;
    }

    /** A browser leaves out one end of a line right behind the tag. */
    @Test
    void aTextThatBeginsWithAnEmptyLineKeepsIt() {
        UUID id = parkedMail();
        world.sql
                .sql(
                        "update notification set content = content || '{\"text\":\"\\nHello\"}' where id = :id")
                .param("id", id)
                .update();

        assertThat(admin.get("/console/notifications/" + id + "/edit").text())
                .contains(">\n\nHello</textarea>");
    }

    @Test
    void aCopyIsSentOnceHoweverOftenItsFormIs() {
        UUID id = parkedMail();
        String address = "/console/notifications/" + id + "/edit";
        String form = admin.get(address).formId();
        String[] fields = {
            "formId",
            form,
            "recipient",
            "new@example.com",
            "subject",
            "Hi",
            "text",
            "Hi",
            "priority",
            "low"
        };

        Page first = admin.post(address, fields);
        Page again = admin.post(address, fields);
        Page changed =
                admin.post(
                        address,
                        "formId",
                        form,
                        "recipient",
                        "new@example.com",
                        "subject",
                        "Hi",
                        "text",
                        "Something else",
                        "priority",
                        "low");

        assertThat(first.status()).as(first.text()).isEqualTo(302);
        assertThat(again.location()).isEqualTo(first.location());
        assertThat(changed.status()).isEqualTo(422);
        assertThat(changed.text())
                .contains("This form has been sent already", ">\nSomething else</textarea>");
        assertThat(changed.formId()).isNotEqualTo(form);
        assertThat(world.client.get("/api/v1/notifications/" + id).json().path("resentAs").size())
                .isEqualTo(1);
    }

    @Test
    void theLargestContentThatIsAllowedFitsIntoTheForm() {
        String id = parkedMail().toString();

        Page sent = editLarge(id, "字".repeat(1_000_000));
        Page tooLong = editLarge(id, "字".repeat(1_000_001));
        Page tooLarge = editLarge(id, "字".repeat(1_200_000));

        assertThat(sent.status()).isEqualTo(302);
        assertThat(tooLong.status()).isEqualTo(400);
        assertThat(tooLong.text()).contains("字字字</textarea>", "is longer than 1000000");
        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(tooLarge.header("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(tooLarge.text()).contains("This is too large");
    }

    private static Page editLarge(String id, String html) {
        admin.get("/console/notifications/" + id + "/edit");
        return admin.post(
                "/console/notifications/" + id + "/edit",
                "recipient",
                "new@example.com",
                "subject",
                "Hello",
                "text",
                "字".repeat(500_000),
                "html",
                html,
                "priority",
                "low");
    }

    @ParameterizedTest
    @ValueSource(strings = {"telegram", "vk"})
    void theFormHasTheFieldsOfItsChannel(String channel) {
        UUID id = parked.park(1, channel + ":refused:1", "1 no").getFirst();

        assertThat(admin.get("/console/notifications/" + id + "/edit").text())
                .contains("id=\"recipient\"", "id=\"text\"")
                .doesNotContain("id=\"subject\"", "id=\"replyTo\"");
    }
}
