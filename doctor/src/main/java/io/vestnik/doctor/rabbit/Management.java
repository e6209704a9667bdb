package io.vestnik.doctor.rabbit;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads RabbitMQ's management API. */
final class Management {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final URI address;
    private final String authorization;

    Management(RabbitSettings settings) {
        this.address = settings.management();
        byte[] pair =
                (settings.user() + ":" + settings.password()).getBytes(StandardCharsets.UTF_8);
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** It cannot be asked; the message says why and holds no secret. */
    static final class UnreachableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreachableException(String why) {
            super(why);
        }
    }

    /** What is there; a missing node when nothing is. */
    JsonNode get(String... path) throws UnreachableException {
        HttpRequest request =
                HttpRequest.newBuilder(address.resolve("/api/" + encoded(path)))
                        .timeout(TIMEOUT)
                        .header("Authorization", authorization)
                        .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return switch (response.statusCode()) {
                case 200 -> JSON.readTree(response.body());
                case 404 -> JSON.missingNode();
                default ->
                        throw new UnreachableException(
                                "answers %d to %s"
                                        .formatted(response.statusCode(), request.uri().getPath()));
            };
        } catch (IOException | JacksonException e) {
            throw new UnreachableException("does not answer at " + address);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreachableException("was not waited for");
        }
    }

    private static String encoded(String... path) {
        return Arrays.stream(path)
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
