package io.vestnik.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the broker's management API, as small as the tests need it. */
final class RabbitManagement {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    // A new connection whose first request is a PUT is cut off when it asks for HTTP/2.
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(TIMEOUT)
                    .build();
    private final URI address;
    private final String authorization;

    RabbitManagement(URI address, Login login) {
        this.address = address;
        byte[] pair = (login.user() + ":" + login.password()).getBytes(StandardCharsets.UTF_8);
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** What the API says about a resource. */
    JsonNode get(String... path) {
        return JSON.readTree(exchange("GET", BodyPublishers.noBody(), path));
    }

    /** Makes a resource or changes it. */
    void put(Map<String, ?> body, String... path) {
        exchange("PUT", BodyPublishers.ofString(JSON.writeValueAsString(body)), path);
    }

    /** Hands over a document. */
    void post(String json, String... path) {
        exchange("POST", BodyPublishers.ofString(json), path);
    }

    /** Takes a resource away. */
    void delete(String... path) {
        exchange("DELETE", BodyPublishers.noBody(), path);
    }

    private String exchange(String method, BodyPublisher body, String... path) {
        HttpRequest request =
                HttpRequest.newBuilder(address.resolve("/api/" + encoded(path)))
                        .timeout(TIMEOUT)
                        .header("Authorization", authorization)
                        .header("Content-Type", "application/json")
                        .method(method, body)
                        .build();
        HttpResponse<String> response = answerTo(request);
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(
                    request + " was answered " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    private HttpResponse<String> answerTo(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("No answer to " + request + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted in " + request, e);
        }
    }

    private static String encoded(String... path) {
        return Arrays.stream(path)
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
