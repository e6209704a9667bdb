package io.vestnik.api.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.api.ApiClient;
import io.vestnik.api.ApiClient.Answer;
import io.vestnik.api.ApiWorld;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Lists: newest first, by filter, page by page. */
class ListIT {
    private final ApiWorld world = ApiWorld.shared();
    private final String recipient = "list-" + UUID.randomUUID() + "@example.com";

    private List<String> post(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(world.client.post(ApiClient.notification(recipient)).id());
        }
        return ids;
    }

    private Answer list(String parameters) {
        return world.client.get("/api/v1/notifications?recipient=" + recipient + parameters);
    }

    private static List<String> ids(JsonNode page) {
        return page.path("items").valueStream().map(item -> item.path("id").asString()).toList();
    }

    @Test
    void pagesShowEachNotificationOnceNewestFirst() {
        List<String> posted = post(7);
        Collections.reverse(posted);

        List<String> seen = new ArrayList<>();
        JsonNode page = list("&limit=3").json();
        seen.addAll(ids(page));
        while (page.has("nextCursor")) {
            assertThat(ids(page)).hasSize(3);
            page = list("&limit=3&cursor=" + page.path("nextCursor").asString()).json();
            seen.addAll(ids(page));
        }

        assertThat(seen).isEqualTo(posted);
    }

    @Test
    void notificationsOfTheSameMillisecondAreAllShown() {
        List<String> posted = post(5);
        world.sql
                .sql(
                        "update notification set created_at = date_trunc('hour', now()) where recipient = :r")
                .param("r", recipient)
                .update();

        JsonNode first = list("&limit=2").json();
        JsonNode second = list("&limit=5&cursor=" + first.path("nextCursor").asString()).json();

        List<String> seen = new ArrayList<>(ids(first));
        seen.addAll(ids(second));
        assertThat(seen).containsExactlyInAnyOrderElementsOf(posted).doesNotHaveDuplicates();
        assertThat(second.has("nextCursor")).isFalse();
    }

    @Test
    void filtersNarrowTheList() {
        List<String> posted = post(3);
        world.sql
                .sql("update notification set status = 'sent' where id = :id")
                .param("id", UUID.fromString(posted.getFirst()))
                .update();

        assertThat(ids(list("&status=sent").json())).containsExactly(posted.getFirst());
        assertThat(ids(list("&status=queued&channel=email").json())).hasSize(2);
        assertThat(ids(list("&status=discarded").json())).isEmpty();
        assertThat(ids(list("").json())).hasSize(3);
    }

    @Test
    void whatBelongsToSomebodyElseIsNotThere() {
        String id = post(1).getFirst();
        world.sql
                .sql("update notification set owner = 'else' where id = :id")
                .param("id", UUID.fromString(id))
                .update();

        assertThat(ids(list("").json())).isEmpty();
        Answer foreign = world.client.get("/api/v1/notifications/" + id);
        Answer unknown = world.client.get("/api/v1/notifications/" + UUID.randomUUID());
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.json().path("detail")).isEqualTo(unknown.json().path("detail"));
        for (String action : List.of("retry", "cancel", "discard")) {
            assertThat(world.client.decide(id, action).status()).isEqualTo(404);
        }
    }
}
