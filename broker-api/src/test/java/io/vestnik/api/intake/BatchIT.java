package io.vestnik.api.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.api.ApiClient;
import io.vestnik.api.ApiClient.Answer;
import io.vestnik.api.ApiWorld;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code POST /api/v1/notifications/batch}: all of them, or none. */
class BatchIT {
    private static final String GOOD = ApiClient.notification("ann@example.com");

    private final ApiWorld world = ApiWorld.shared();

    private Answer post(String body, String... headers) {
        return world.client.send(
                world.client
                        .request("/api/v1/notifications/batch", headers)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    private static String batch(String... notifications) {
        return "{\"notifications\":[" + String.join(",", notifications) + "]}";
    }

    private static String many(int many) {
        return batch(
                IntStream.range(0, many)
                        .mapToObj(i -> ApiClient.notification("ann" + i + "@example.com"))
                        .toArray(String[]::new));
    }

    private static List<String> ids(Answer answer) {
        List<String> ids = new ArrayList<>();
        answer.json().path("notifications").forEach(one -> ids.add(one.path("id").asString()));
        return ids;
    }

    @Test
    void aThousandAreAnsweredInTheirOrderAndPublishedOnceEach() {
        ApiWorld.drain(world.broker, "email.send");

        Answer answer = post(many(1_000));

        assertThat(answer.status()).isEqualTo(202);
        List<String> ids = ids(answer);
        assertThat(ids).hasSize(1_000).doesNotHaveDuplicates().isSorted();
        JsonNode last = world.client.get("/api/v1/notifications/" + ids.getLast()).json();
        assertThat(last.path("recipient").asString()).isEqualTo("ann999@example.com");
        assertThat(last.path("createdAt"))
                .isEqualTo(answer.json().path("notifications").path(999).path("createdAt"));
        Set<String> published = new HashSet<>();
        await().until(() -> {
            ApiWorld.drain(world.broker, "email.send")
                    .forEach(message -> published.add(message.getProps().getMessageId()));
            return published.containsAll(ids);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|notifications|is missing",
                "{\"notifications\":[]}|notifications|must have 1 to 1000 entries",
                "{\"notifications\":{}}|notifications|must be a list",
                "{\"notifications\":[null]}|notifications[0]|must be an object",
                "{\"notifications\":[7]}|notifications[0]|must be an object",
                "{\"notifications\":[{\"to\":1}]}|notifications[0].to|is not a known field",
                "{\"notifications\":[{}],\"more\":1}|more|is not a known field",
                "[]|body|must be an object",
            })
    void aBatchThatIsNoneIsRefused(String body, String field, String message) {
        long before = world.count("notification");

        Answer answer = post(body);

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(400);
        JsonNode error = answer.json().path("errors").path(0);
        assertThat(error.path("field").asString()).isEqualTo(field);
        assertThat(error.path("message").asString()).startsWith(message);
        assertThat(world.count("notification")).isEqualTo(before);
    }

    @Test
    void moreThanAThousandAreRefused() {
        Answer answer = post(many(1_001));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asString())
                .isEqualTo("notifications must have 1 to 1000 entries");
    }

    @Test
    void oneThatIsWrongKeepsAllFromBeingAcceptedAndEachIsNamed() {
        long before = world.count("notification");
        String two =
                """
                {"channel":"email","recipient":"bob","subject":"Hi","text":"x","maxAttempts":0,
                "priority":"first"}
                """;

        Answer answer = post(batch(GOOD, two, GOOD, ApiClient.notification("nobody")));

        assertThat(answer.status()).isEqualTo(400);
        List<String> fields = new ArrayList<>();
        answer.json().path("errors").forEach(one -> fields.add(one.path("field").asString()));
        assertThat(fields)
                .containsExactly(
                        "notifications[1].recipient",
                        "notifications[1].maxAttempts",
                        "notifications[1].priority",
                        "notifications[3].recipient");
        assertThat(world.count("notification")).isEqualTo(before);
        assertThat(world.count("outbox")).isLessThanOrEqualTo(before);
    }

    @Test
    void theSameKeyAndBodyGetTheSameAnswerAndNothingNew() {
        String key = UUID.randomUUID().toString();
        String body = many(7);
        long before = world.count("notification");

        Answer first = post(body, "Idempotency-Key", key);
        Answer second = post(body, "Idempotency-Key", key);

        assertThat(first.status()).isEqualTo(202);
        assertThat(second.response().body()).isEqualTo(first.response().body());
        assertThat(world.count("notification")).isEqualTo(before + 7);
        assertThat(post(many(8), "Idempotency-Key", key).status()).isEqualTo(422);
        assertThat(world.client.post(GOOD, "Idempotency-Key", key).status()).isEqualTo(422);
    }

    @Test
    void filesComeAlongAndTheSameFileIsStoredOnce() {
        String file = UUID.randomUUID().toString();
        String attached =
                """
                {"channel":"email","recipient":"ann@example.com","subject":"Hi","text":"x",
                "attachments":[{"name":"a.txt","contentType":"text/plain","contentBase64":"%s"}]}
                """
                        .formatted(
                                java.util.Base64.getEncoder()
                                        .encodeToString(
                                                file.getBytes(
                                                        java.nio.charset.StandardCharsets.UTF_8)));
        long before = world.count("attachment");

        Answer answer = post(batch(Collections.nCopies(3, attached).toArray(String[]::new)));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(world.count("attachment")).isEqualTo(before + 1);
        for (String id : ids(answer)) {
            JsonNode shown = world.client.get("/api/v1/notifications/" + id).json();
            assertThat(shown.path("attachments").path(0).path("name").asString())
                    .isEqualTo("a.txt");
        }
    }
}
