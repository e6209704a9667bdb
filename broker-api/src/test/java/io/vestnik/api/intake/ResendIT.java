package io.vestnik.api.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.api.ApiClient;
import io.vestnik.api.ApiClient.Answer;
import io.vestnik.api.ApiWorld;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A changed copy goes out, and the original stays as it was. */
class ResendIT {
    private final ApiWorld world = ApiWorld.shared();

    private Answer resend(String id, String changes, String... headers) {
        return world.client.send(
                world.client
                        .request("/api/v1/notifications/" + id + "/resend", headers)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(changes))
                        .build());
    }

    private String parked(String members) {
        String id = world.client.post(ApiClient.notification("ann@example.com", members)).id();
        await().until(() -> outboxRows(id) == 0);
        become(id, "manual");
        return id;
    }

    private void become(String id, String status) {
        world.sql
                .sql(
                        """
                        update notification set status = :status, reason = '550 5.1.1 nobody',
                            fingerprint = 'email:refused:550-5.1.1' where id = :id
                        """)
                .param("status", status)
                .param("id", UUID.fromString(id))
                .update();
    }

    private long outboxRows(String id) {
        return world.sql
                .sql("select count(*) from outbox where notification_id = :id")
                .param("id", UUID.fromString(id))
                .query(Long.class)
                .single();
    }

    private JsonNode shown(String id) {
        return world.client.get("/api/v1/notifications/" + id).json();
    }

    private String content(String id, String field) {
        return world.sql
                .sql("select content ->> :field from notification where id = :id")
                .param("field", field)
                .param("id", UUID.fromString(id))
                .query((row, n) -> String.valueOf(row.getString(1)))
                .single();
    }

    @Test
    void whatIsNotNamedIsAsInTheOriginal() {
        String id =
                parked(
                        """
                        "html":"<p>Hi</p>","fromName":"Shop","replyTo":"help@example.com",
                        "headers":{"X-Order":"42"},"metadata":{"order":"42"},"maxAttempts":7,
                        "onUncertain":"hold","priority":"high"\
                        """);

        Answer answer = resend(id, "{\"recipient\":\"ann.new@example.com\"}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.id()).isNotEqualTo(id);
        assertThat(answer.header("Location")).hasValue("/api/v1/notifications/" + answer.id());
        JsonNode copy = shown(answer.id());
        assertThat(copy.path("recipient").asString()).isEqualTo("ann.new@example.com");
        assertThat(copy.path("subject").asString()).isEqualTo("Hello");
        assertThat(copy.path("maxAttempts").asInt()).isEqualTo(7);
        assertThat(copy.path("onUncertain").asString()).isEqualTo("hold");
        assertThat(copy.path("priority").asString()).isEqualTo("high");
        assertThat(copy.path("metadata").path("order").asString()).isEqualTo("42");
        assertThat(content(answer.id(), "text")).isEqualTo("How are you?");
        assertThat(content(answer.id(), "html")).isEqualTo("<p>Hi</p>");
        assertThat(content(answer.id(), "headers")).contains("X-Order");
    }

    @Test
    void theTwoAreLinkedAndTheOriginalStaysAsItWas() {
        String id = parked("\"priority\":\"low\"");
        JsonNode before = shown(id);

        String copy = resend(id, "{\"subject\":\"Once more\"}").id();

        assertThat(shown(copy).path("resendOf").asString()).isEqualTo(id);
        JsonNode after = shown(id);
        assertThat(after.path("resentAs").path(0).asString()).isEqualTo(copy);
        assertThat(after.path("status").asString()).isEqualTo("manual");
        assertThat(after.path("subject").asString()).isEqualTo("Hello");
        assertThat(after.path("updatedAt")).isEqualTo(before.path("updatedAt"));
        assertThat(after.path("decisions")).isEmpty();
        await().until(() -> outboxRows(copy) == 0);
    }

    @Test
    void theOriginalIsDiscardedIfThatIsWanted() {
        String id = parked("\"priority\":\"low\"");

        String copy = resend(id, "{\"discardOriginal\":true}").id();

        JsonNode original = shown(id);
        assertThat(original.path("status").asString()).isEqualTo("discarded");
        assertThat(original.path("decisions").path(0).path("reason").asString())
                .isEqualTo("resent as " + copy);
    }

    @Test
    void ofTwoWhoDiscardTheOriginalWithItOneIsToldAndSendsNothing() {
        String id = parked("\"priority\":\"low\"");
        resend(id, "{\"discardOriginal\":true}");

        Answer second = resend(id, "{\"discardOriginal\":true}");

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.json().path("lastDecision").path("action").asString())
                .isEqualTo("discard");
        assertThat(shown(id).path("resentAs")).hasSize(1);
    }

    @Test
    void nullTakesAwayAndObjectsAreMerged() {
        String id =
                parked(
                        """
                        "html":"<p>Hi</p>","headers":{"X-Order":"42","X-Shop":"a"},
                        "metadata":{"order":"42"}\
                        """);

        String copy =
                resend(
                                id,
                                """
                                {"html":null,"headers":{"X-Order":null,"X-More":"1"},"metadata":null}
                                """)
                        .id();

        assertThat(content(copy, "html")).isEqualTo("null");
        assertThat(content(copy, "headers"))
                .contains("X-Shop")
                .contains("X-More")
                .doesNotContain("X-Order");
        assertThat(shown(copy).path("metadata")).isEmpty();
    }

    @Test
    void filesStayUnlessThereAreOthers() {
        String id =
                parked(
                        """
                        "attachments":[{"name":"a.txt","contentType":"text/plain",
                        "contentBase64":"Rm9ydHktdHdvLg=="}]\
                        """);

        String same = resend(id, "{\"subject\":\"Once more\"}").id();
        String none = resend(id, "{\"attachments\":null}").id();
        String other =
                resend(
                                id,
                                """
                                {"attachments":[{"name":"b.txt","contentType":"text/plain",
                                "contentBase64":"QmU="}]}\
                                """)
                        .id();

        assertThat(shown(same).path("attachments")).isEqualTo(shown(id).path("attachments"));
        assertThat(shown(none).path("attachments")).isEmpty();
        assertThat(shown(other).path("attachments").path(0).path("name").asString())
                .isEqualTo("b.txt");
    }

    @Test
    void theSameKeyGetsTheSameCopy() {
        String id = parked("\"priority\":\"low\"");
        String key = UUID.randomUUID().toString();

        Answer first = resend(id, "{\"discardOriginal\":true}", "Idempotency-Key", key);
        Answer again = resend(id, "{\"discardOriginal\":true}", "Idempotency-Key", key);
        Answer ofAnother =
                resend(
                        parked("\"priority\":\"low\""),
                        "{\"discardOriginal\":true}",
                        "Idempotency-Key",
                        key);

        assertThat(again.response().body()).isEqualTo(first.response().body());
        assertThat(shown(id).path("resentAs")).hasSize(1);
        assertThat(ofAnother.status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"recipient":"nobody"}                  | recipient
                    {"recipient":5}                         | recipient
                    {"recipient":null}                      | recipient
                    {"subject":""}                          | subject
                    {"text":null}                           | text
                    {"channel":"vk"}                        | channel
                    {"channel":null}                        | channel
                    {"discardOriginal":"yes"}               | discardOriginal
                    {"headers":{"Bcc":"eve@example.com"}}   | headers.Bcc
                    {"maxAttempts":0}                       | maxAttempts
                    {"nothing":1}                           | nothing
                    {"status":"sent"}                       | status
                    [1]                                     | body
                    """)
    void aFieldThatIsNotAcceptableIsNamed(String changes, String field) {
        Answer answer = resend(parked("\"priority\":\"low\""), changes);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").path(0).path("field").asString()).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"queued", "retrying"})
    void whatIsOnItsWayIsNotSentTwice(String status) {
        String id = parked("\"priority\":\"low\"");
        become(id, status);

        Answer answer = resend(id, "{}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("notificationStatus").asString()).isEqualTo(status);
        become(id, "discarded");
    }

    @Test
    void anUnknownOneIsNotFound() {
        assertThat(resend(UUID.randomUUID().toString(), "{}").status()).isEqualTo(404);
        assertThat(resend("x", "{}").status()).isEqualTo(404);
    }
}
