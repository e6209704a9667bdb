package io.vestnik.api.run;

import io.vestnik.api.ApiClient;
import io.vestnik.api.ApiClient.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** Begins runs as a program does, and waits for what becomes of them. */
record RunClient(ApiClient client) {
    Answer begin(String body) {
        return client.send(
                client.request("/api/v1/runs")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    /** Retries a group, with further members. */
    Answer retry(String fingerprint, String members) {
        return begin(
                """
                {"action":"retry","fingerprint":"%s"%s}\
                """
                        .formatted(fingerprint, members.isEmpty() ? "" : "," + members));
    }

    Answer stop(String id) {
        return client.send(
                client.request("/api/v1/runs/" + id + "/stop")
                        .POST(BodyPublishers.noBody())
                        .build());
    }

    JsonNode find(String id) {
        return client.get("/api/v1/runs/" + id).json();
    }

    int done(String id) {
        return find(id).path("done").asInt();
    }

    /** The run when it stands there. */
    JsonNode awaitState(String id, String state) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> find(id), run -> run.path("state").asString().equals(state));
    }
}
