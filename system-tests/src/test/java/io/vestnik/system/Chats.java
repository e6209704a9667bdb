package io.vestnik.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Looks at one fake far side as a script does. */
final class Chats {
    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;

    Chats(String page, String channel) {
        this.address = page + "/api/" + channel;
    }

    /** How many messages with each text are there. */
    Map<String, Integer> copies() {
        Map<String, Integer> copies = new HashMap<>();
        state().path("messages")
                .forEach(message -> copies.merge(message.path("text").asString(), 1, Integer::sum));
        return copies;
    }

    int count(String text) {
        return copies().getOrDefault(text, 0);
    }

    /** How many different messages whose text begins so are there. */
    long countOf(String beginning) {
        return copies().keySet().stream().filter(text -> text.startsWith(beginning)).count();
    }

    /** Calls that were one too many for a limit. */
    int exceeded() {
        JsonNode limits = state().path("exceeded");
        return IntStream.range(0, limits.size()).map(i -> limits.path(i).asInt()).sum();
    }

    JsonNode state() {
        return JsonMapper.shared()
                .readTree(ask(HttpRequest.newBuilder(URI.create(address)).build()));
    }

    /** Parts of a hundred. */
    void weather(int limited, int broken, int cutBefore, int cutAfter) {
        var body =
                Map.of(
                        "limited", limited,
                        "broken", broken,
                        "cutBefore", cutBefore,
                        "cutAfter", cutAfter);
        ask(
                HttpRequest.newBuilder(URI.create(address + "/weather"))
                        .header("X-Vestnik", "1")
                        .POST(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)))
                        .build());
    }

    private String ask(HttpRequest request) {
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
