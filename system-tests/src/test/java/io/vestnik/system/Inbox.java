package io.vestnik.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Looks into the local inbox as a script does. */
final class Inbox {
    private static final int ALL = 50_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;

    Inbox(String address) {
        this.address = address;
    }

    /** Mails to this recipient. */
    long count(String recipient) {
        return messages("limit=1&recipient=" + encode(recipient)).path("total").asLong();
    }

    long total() {
        return messages("limit=1").path("total").asLong();
    }

    /** How many mails each recipient of this subject got. */
    Map<String, Integer> copies(String subject) {
        Map<String, Integer> copies = new HashMap<>();
        messages("limit=" + ALL + "&subject=" + encode(subject))
                .path("messages")
                .forEach(mail ->
                        copies.merge(mail.path("recipients").path(0).asString(), 1, Integer::sum));
        return copies;
    }

    private JsonNode messages(String query) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address + "/api/messages?" + query)).build();
        try {
            return JsonMapper.shared().readTree(http.send(request, BodyHandlers.ofString()).body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
