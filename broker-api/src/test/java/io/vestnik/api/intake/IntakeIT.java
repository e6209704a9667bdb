package io.vestnik.api.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.GetResponse;
import io.vestnik.api.ApiClient;
import io.vestnik.api.ApiWorld;
import io.vestnik.contract.DeliveryTask;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of an acceptable notification. */
class IntakeIT {
    private final ApiWorld world = ApiWorld.shared();
    private final JsonMapper json = JsonMapper.builder().build();

    private GetResponse published(String id) {
        return published("email.send", id);
    }

    private GetResponse published(String queue, String id) {
        return await().until(
                        () ->
                                ApiWorld.drain(world.broker, queue).stream()
                                        .filter(m -> id.equals(m.getProps().getMessageId()))
                                        .findFirst()
                                        .orElse(null),
                        message -> message != null);
    }

    private JsonNode shown(String id) {
        return world.client.get("/api/v1/notifications/" + id).json();
    }

    @Test
    void isAnsweredStoredAndPublished() {
        var answer = world.client.post(ApiClient.notification("ann@example.com"));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Location")).hasValue("/api/v1/notifications/" + answer.id());
        assertThat(answer.json().propertyNames()).containsExactly("id", "status", "createdAt");
        assertThat(UUID.fromString(answer.id()).version()).isEqualTo(7);
        GetResponse message = published(answer.id());
        assertThat(message.getProps().getDeliveryMode()).isEqualTo(2);
        assertThat(message.getProps().getContentType()).isEqualTo("application/json");
        assertThat(message.getProps().getHeaders())
                .containsEntry("vestnik-cycle", 1)
                .containsEntry("vestnik-attempt", 1);
        DeliveryTask task = json.readValue(message.getBody(), DeliveryTask.class);
        assertThat(task.recipient()).isEqualTo("ann@example.com");
        assertThat(task.content().text()).isEqualTo("How are you?");
        assertThat(task.maxAttempts()).isEqualTo(11);
        await().until(() -> outboxRows(answer.id()) == 0);
        assertThat(shown(answer.id()).path("priority").asString()).isEqualTo("normal");
        assertThat(shown(answer.id()).path("createdAt")).isEqualTo(answer.json().path("createdAt"));
    }

    private long outboxRows(String id) {
        return world.sql
                .sql("select count(*) from outbox where notification_id = :id")
                .param("id", UUID.fromString(id))
                .query(Long.class)
                .single();
    }

    @Test
    void everyFieldArrivesAndIsShown() {
        byte[] file = "Forty-two.".getBytes(StandardCharsets.UTF_8);
        String body =
                """
                {"channel":"email","recipient":"Ann@EXAMPLE.com","subject":"Größe \uD83D\uDE00",
                "text":"a\\r\\n\\tb \u2028 \uD83D\uDE00","html":"<p>&lt;</p>","fromName":"Shop, Inc.",
                "replyTo":"help@b\u00FCcher.example","headers":{"X-Order":"42","x-b":""},
                "attachments":[{"name":"Größe.txt","contentType":"text/plain; charset=utf-8",
                "contentBase64":"%s"}],"metadata":{"order id":"4\\n2"},"maxAttempts":3,
                "onUncertain":"hold"}
                """
                        .formatted(Base64.getEncoder().encodeToString(file));

        var answer = world.client.post(body);

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(202);
        DeliveryTask task = json.readValue(published(answer.id()).getBody(), DeliveryTask.class);
        assertThat(task.recipient()).isEqualTo("Ann@example.com");
        assertThat(task.content().replyTo()).isEqualTo("help@xn--bcher-kva.example");
        assertThat(task.content().text()).isEqualTo("a\r\n\tb \u2028 \uD83D\uDE00");
        assertThat(task.content().headers()).isEqualTo(Map.of("X-Order", "42", "x-b", ""));
        assertThat(task.attachments()).singleElement().extracting("size").isEqualTo(10L);
        assertThat(bytesOf(task.attachments().getFirst().sha256())).isEqualTo(file);
        JsonNode shown = shown(answer.id());
        assertThat(shown.path("subject").asString()).isEqualTo("Größe \uD83D\uDE00");
        assertThat(shown.path("metadata").path("order id").asString()).isEqualTo("4\n2");
        assertThat(shown.path("maxAttempts").asInt()).isEqualTo(3);
        assertThat(shown.path("onUncertain").asString()).isEqualTo("hold");
        assertThat(shown.path("attachments").path(0).path("name").asString())
                .isEqualTo("Größe.txt");
        assertThat(shown.toString()).doesNotContain("How are you");
    }

    @ParameterizedTest
    @CsvSource({"high, email.send.high", "normal, email.send", "low, email.send.low"})
    void eachPriorityIsShownAndHasItsQueue(String word, String queue) {
        String recipient = word + "." + UUID.randomUUID() + "@example.com";
        var answer =
                world.client.post(
                        ApiClient.notification(recipient, "\"priority\":\"" + word + "\""));

        assertThat(answer.status()).isEqualTo(202);
        GetResponse message = published(queue, answer.id());
        assertThat(json.readValue(message.getBody(), DeliveryTask.class).priority())
                .isEqualTo(word);
        assertThat(shown(answer.id()).path("priority").asString()).isEqualTo(word);
        JsonNode list = world.client.get("/api/v1/notifications?recipient=" + recipient).json();
        assertThat(list.path("items").path(0).path("priority").asString()).isEqualTo(word);
    }

    @Test
    void aRetryByHandKeepsThePriority() {
        String id =
                world.client
                        .post(ApiClient.notification("ann@example.com", "\"priority\":\"high\""))
                        .id();
        published("email.send.high", id);
        world.sql
                .sql("update notification set status = 'manual' where id = cast(? as uuid)")
                .param(id)
                .update();

        var answer = world.client.decide(id, "retry");

        assertThat(answer.json().path("priority").asString()).isEqualTo("high");
        assertThat(published("email.send.high", id).getProps().getHeaders())
                .containsEntry("vestnik-cycle", 2);
    }

    private byte[] bytesOf(String sha256) {
        return world.sql
                .sql("select content from attachment where sha256 = :sha256")
                .param("sha256", sha256)
                .query(byte[].class)
                .single();
    }

    @Test
    void largeContentStaysInTheDatabase() {
        String body =
                """
                {"channel":"email","recipient":"ann@example.com","subject":"Long","html":"%s"}\
                """
                        .formatted("x".repeat(1_000_000));

        var answer = world.client.post(body);

        DeliveryTask task = json.readValue(published(answer.id()).getBody(), DeliveryTask.class);
        assertThat(task.content()).isNull();
        assertThat(shown(answer.id()).path("subject").asString()).isEqualTo("Long");
    }

    @Test
    void tenMegabytesOfFilesAreTakenAndStoredOnce() {
        byte[] bytes = new byte[5 * 1024 * 1024];
        bytes[0] = 42;
        String file =
                "{\"name\":\"a.bin\",\"contentType\":\"a/b\",\"contentBase64\":\"%s\"}"
                        .formatted(Base64.getEncoder().encodeToString(bytes));
        String body =
                """
                {"channel":"email","recipient":"ann@example.com","subject":"Files","text":"t",
                "attachments":[%s,%s]}\
                """
                        .formatted(file, file);
        long before = world.count("attachment");

        assertThat(world.client.post(body).status()).isEqualTo(202);
        assertThat(world.client.post(body).status()).isEqualTo(202);
        assertThat(world.count("attachment")).isEqualTo(before + 1);
    }
}
