package io.vestnik.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The show order of docs/demo.md, by the same commands, on the same parts. */
class DemoIT {
    private static Installation vestnik;
    private static Api api;
    private static Inbox inbox;

    @BeforeAll
    static void up() {
        vestnik = Installation.up("demo", Map.of("VESTNIK_RETRY_WAITS", "3s,5s,6s"));
        api = vestnik.api();
        inbox = vestnik.inbox();
    }

    @AfterAll
    static void down() {
        vestnik.close();
    }

    @AfterEach
    void bringTheInboxBack() {
        vestnik.vestnik("online").mustSucceed();
    }

    @Test
    void online_itArrivesOnceWithinTwoSeconds() {
        api.accept("warm@example.com", "Warm-up");
        await().atMost(Duration.ofSeconds(10)).until(() -> inbox.count("warm@example.com") == 1);

        String id = api.accept("ann@example.com", "Your order has shipped");

        await().atMost(Duration.ofSeconds(2)).until(() -> inbox.count("ann@example.com") == 1);
        await().atMost(Duration.ofSeconds(5)).until(() -> api.status(id).equals("sent"));
        assertThat(outcomes(id)).containsExactly("accepted");
        assertThat(inbox.count("ann@example.com")).isEqualTo(1);
    }

    @Test
    void offline_itClimbsTheLadderEndsWithAPersonAndIsDeliveredByARetry() throws Exception {
        vestnik.vestnik("offline").mustSucceed();
        String id = api.accept("bob@example.com", "Nobody is at home");

        assertThat(queuesOnTheWay(id))
                .containsExactly(
                        "email.retry.3s", "email.retry.5s", "email.retry.6s", "email.manual");
        assertThat(api.status(id)).isEqualTo("manual");
        assertThat(outcomes(id)).containsExactly("deferred", "deferred", "deferred", "deferred");
        assertThat(api.notification(id).path("attempts").path(0).path("reply").asString())
                .contains("refused");
        assertOneErrorLine(id);

        vestnik.vestnik("online").mustSucceed();
        assertThat(api.retry(id).status()).isEqualTo(200);

        await().atMost(Duration.ofSeconds(15)).until(() -> api.status(id).equals("sent"));
        await().atMost(Duration.ofSeconds(15)).until(() -> ready("email.manual") == 0);
        assertThat(inbox.count("bob@example.com")).isEqualTo(1);
        assertThat(cycles(id)).containsExactly(1, 1, 1, 1, 2);
        assertThat(api.retry(id).status()).isEqualTo(409);
    }

    @Test
    void offline_onlineBeforeTheLadderEnds_itIsDeliveredByItselfOnce() {
        vestnik.vestnik("offline").mustSucceed();
        String id = api.accept("eve@example.com", "Just a moment");
        await().atMost(Duration.ofSeconds(15)).until(() -> outcomes(id).size() >= 2);

        vestnik.vestnik("online").mustSucceed();

        await().atMost(Duration.ofSeconds(20)).until(() -> api.status(id).equals("sent"));
        assertThat(inbox.count("eve@example.com")).isEqualTo(1);
    }

    private static void assertOneErrorLine(String id) {
        List<String> errors =
                vestnik.log("email-sender").stream()
                        .filter(line -> line.contains(id) && line.contains("ERROR"))
                        .toList();
        assertThat(errors).hasSize(1);
        assertThat(errors.getFirst())
                .contains("b***@example.com")
                .contains("4 attempt")
                .contains("refused")
                .doesNotContain("bob@example.com");
    }

    /** Looks into the queues until the notification is with a person. */
    private static Set<String> queuesOnTheWay(String id) throws Exception {
        Set<String> seen = new LinkedHashSet<>();
        List<String> ladder =
                List.of("email.retry.3s", "email.retry.5s", "email.retry.6s", "email.manual");
        try (var connection = vestnik.broker().newConnection();
                var channel = connection.createChannel()) {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        for (String queue : ladder) {
                            if (channel.messageCount(queue) > 0) {
                                seen.add(queue);
                            }
                        }
                        return seen.contains("email.manual") && api.status(id).equals("manual");
                    });
        }
        return seen;
    }

    private static long ready(String queue) throws Exception {
        try (var connection = vestnik.broker().newConnection();
                var channel = connection.createChannel()) {
            return channel.messageCount(queue);
        }
    }

    private static List<String> outcomes(String id) {
        return attempts(id).stream().map(attempt -> attempt.path("outcome").asString()).toList();
    }

    private static List<Integer> cycles(String id) {
        return attempts(id).stream().map(attempt -> attempt.path("cycle").asInt()).toList();
    }

    private static List<JsonNode> attempts(String id) {
        JsonNode attempts = api.notification(id).path("attempts");
        return StreamSupport.stream(attempts.spliterator(), false).toList();
    }
}
