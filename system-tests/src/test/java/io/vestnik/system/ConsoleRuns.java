package io.vestnik.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Decisions about many at once, as somebody sees them who looks at the page of the run. */
abstract class ConsoleRuns {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final ConsoleWorld world;
    private final Operator operator;
    private final Browser browser;

    ConsoleRuns(ConsoleWorld world) {
        this.world = world;
        this.operator = world.operator();
        this.browser = world.browser();
    }

    @AfterEach
    void accept() {
        world.telegram().accept();
    }

    @Test
    void threeGoFirst_andTheOthersFollowOnlyWhenThoseAreSent() {
        world.telegram().refuse("user is deactivated");
        List<String> ids = IntStream.range(770_001, 770_006).mapToObj(this::parkedLater).toList();
        awaitStatuses(ids, "manual");
        operator.signIn();

        operator.open(retryWithCanary(ids));
        awaitWords("One of the first was not sent", "user is deactivated", "3 of 5");
        assertThat(ids.subList(0, 3)).allMatch(id -> attempts(id) == 2);
        assertThat(ids.subList(3, 5)).allMatch(id -> attempts(id) == 1);

        world.telegram().accept();
        operator.open(retryWithCanary(ids));
        awaitWords("5 of 5");
        awaitStatuses(ids, "sent");
        assertThat(browser.misdeeds()).isEmpty();
    }

    private String parkedLater(int chat) {
        var body = Map.of("channel", "telegram", "recipient", "" + chat, "text", "In a run");
        return world.api().post("/api/v1/notifications", body).id();
    }

    private String retryWithCanary(List<String> ids) {
        var order = Map.of("action", "retry", "ids", ids, "canary", true);
        Api.Answer answer = world.api().post("/api/v1/runs", order);
        assertThat(answer.status()).as("%s", answer).isEqualTo(202);
        return "/console/runs/" + answer.id();
    }

    private int attempts(String id) {
        return world.api().notification(id).path("attempts").size();
    }

    private void awaitStatuses(List<String> ids, String status) {
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> ids.stream().allMatch(id -> world.api().status(id).equals(status)));
    }

    private void awaitWords(String... words) {
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(browser.page().text("main")).contains(words));
    }
}
