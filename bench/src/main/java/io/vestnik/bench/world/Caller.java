package io.vestnik.bench.world;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A caller of the API who takes every answer as it is. */
public final class Caller {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Longer than the product promises to take, so that its own answer comes first. */
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();

    private final String address;
    private final String key;

    Caller(String address, String key) {
        this.address = address;
        this.key = key;
    }

    /**
     * An answer.
     *
     * @param retryAfter the header of that name, if there is one
     */
    public record Answer(int status, JsonNode body, @Nullable String retryAfter) {
        /** The notification that it names, if it names one. */
        public @Nullable UUID id() {
            String id = body.path("id").asString("");
            return id.isEmpty() ? null : UUID.fromString(id);
        }
    }

    /** Posts a notification. */
    public Answer post(Map<String, ?> notification, String idempotencyKey) throws IOException {
        return exchange(
                request("/api/v1/notifications")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", idempotencyKey)
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(notification))));
    }

    /** Asks for something. */
    public Answer get(String path) throws IOException {
        return exchange(request(path).GET());
    }

    /** Decides about a notification: retry, cancel or discard. */
    public Answer decide(UUID id, String action) throws IOException {
        return exchange(
                request("/api/v1/notifications/" + id + "/" + action)
                        .POST(BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key);
    }

    private static Answer exchange(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    parse(response.body()),
                    response.headers().firstValue("Retry-After").orElse(null));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode parse(String body) throws IOException {
        try {
            return JSON.readTree(body.isEmpty() ? "{}" : body);
        } catch (JacksonException cutOff) {
            throw new IOException("No JSON: " + body, cutOff);
        }
    }
}
