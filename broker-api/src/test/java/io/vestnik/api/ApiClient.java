package io.vestnik.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the API as a customer's program does. */
public final class ApiClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    private final String address;
    private final String key;

    public ApiClient(String address, String key) {
        this.address = address;
        this.key = key;
    }

    /** What came back. */
    public record Answer(int status, HttpResponse<String> response) {
        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        public String id() {
            return json().path("id").asString();
        }

        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        public boolean isProblem() {
            return header("Content-Type").orElse("").startsWith("application/problem+json");
        }
    }

    public static String notification(String recipient) {
        return """
        {"channel":"email","recipient":"%s","subject":"Hello","text":"How are you?"}\
        """
                .formatted(recipient);
    }

    /** With further members, as JSON. */
    public static String notification(String recipient, String members) {
        return notification(recipient).replace("}", "," + members + "}");
    }

    public Answer post(String body, String... headers) {
        return send(
                request("/api/v1/notifications", headers)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    public Answer decide(String id, String action) {
        return send(
                request("/api/v1/notifications/" + id + "/" + action)
                        .POST(BodyPublishers.noBody())
                        .build());
    }

    public Answer decide(String id, String action, String body) {
        return send(
                request("/api/v1/notifications/" + id + "/" + action)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    /** With an empty body when there is none. */
    public Answer order(String channel, String action, String body) {
        return send(
                request("/api/v1/channels/" + channel + "/" + action)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    public Answer get(String path) {
        return send(request(path).GET().build());
    }

    public HttpRequest.Builder request(String path, String... headers) {
        var request =
                HttpRequest.newBuilder(URI.create(address + path))
                        .timeout(Duration.ofSeconds(60))
                        .header("Authorization", "Bearer " + key);
        return headers.length == 0 ? request : request.headers(headers);
    }

    public Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new IllegalStateException(request + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
