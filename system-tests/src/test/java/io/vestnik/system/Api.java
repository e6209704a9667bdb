package io.vestnik.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A caller of the API. */
final class Api {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final String address;
    private final String key;

    Api(String address, String key) {
        this.address = address;
        this.key = key;
    }

    /** The status and the body of an answer. */
    record Answer(int status, JsonNode body) {
        String id() {
            return body.path("id").asString();
        }
    }

    Answer post(String recipient, String subject, String idempotencyKey) throws IOException {
        Map<String, Object> body =
                Map.of(
                        "channel",
                        "email",
                        "recipient",
                        recipient,
                        "subject",
                        subject,
                        "text",
                        "Your order has shipped.");
        return exchange(
                request("/api/v1/notifications")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", idempotencyKey)
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    /** Posts once, and the answer must be 202. */
    String accept(String recipient, String subject) {
        try {
            Answer answer = post(recipient, subject, java.util.UUID.randomUUID().toString());
            if (answer.status != 202) {
                throw new IllegalStateException("POST answered " + answer);
            }
            return answer.id();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Any JSON to any path. */
    Answer post(String path, Map<String, ?> body) {
        try {
            return exchange(
                    request(path)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    JsonNode notification(String id) {
        try {
            return exchange(request("/api/v1/notifications/" + id).GET()).body();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String status(String id) {
        return notification(id).path("status").asString();
    }

    Answer retry(String id) {
        try {
            return exchange(
                    request("/api/v1/notifications/" + id + "/retry")
                            .POST(BodyPublishers.noBody()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + key);
    }

    private Answer exchange(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
