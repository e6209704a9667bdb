package io.vestnik.api.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.api.ApiClient;
import io.vestnik.api.ApiClient.Answer;
import io.vestnik.api.ApiWorld;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    void withoutASubjectAListSaysHowTheTextBegins() {
        String id = post(2).getFirst();
        world.sql
                .sql(
                        "update notification set content = content - 'subject' || jsonb_build_object('text', :text) where id = :id")
                .param("text", "Your code\nis 1234. " + "Tell nobody. ".repeat(20))
                .param("id", UUID.fromString(id))
                .update();

        JsonNode items = list("").json().path("items");

        assertThat(items.get(0).path("subject").asString()).isNotEmpty();
        assertThat(items.get(0).has("excerpt")).isFalse();
        assertThat(items.get(1).has("subject")).isFalse();
        assertThat(items.get(1).path("excerpt").asString())
                .startsWith("Your code is 1234. Tell nobody.")
                .endsWith("…")
                .hasSizeLessThanOrEqualTo(121);
    }

    @Test
    void wordsOfTheFarSideAreFoundWhateverTheirCapitals() {
        List<String> posted = post(3);
        world.sql
                .sql(
                        "update notification set reason = '550 5.1.1 No such user_100%' where id = :id")
                .param("id", UUID.fromString(posted.get(1)))
                .update();

        assertThat(ids(list("&words=no%20SUCH").json())).containsExactly(posted.get(1));
        assertThat(ids(list("&words=user_100%25").json())).containsExactly(posted.get(1));
        assertThat(ids(list("&words=user%25").json())).isEmpty();
        assertThat(ids(list("&words=user1100").json())).isEmpty();
    }

    @Test
    void whatTheFarSideSaidToAnyAttemptIsFoundToo() {
        List<String> posted = post(3);
        world.sql.sql("insert into sender_session (sender) values ('test')").update();
        for (String reply : List.of("451 greylisted", "250 2.0.0 queued as 4F2A8_1")) {
            world.sql
                    .sql(
                            """
                            insert into attempt (notification_id, number, cycle, session, sender,
                                started_at, finished_at, outcome, reply)
                            select n.id, 1 + (select count(*) from attempt where notification_id = n.id),
                                1, (select max(id) from sender_session), 'test', now(), now(),
                                'accepted', :reply
                            from notification n where n.id = :id
                            """)
                    .param("id", UUID.fromString(posted.get(2)))
                    .param("reply", reply)
                    .update();
        }

        assertThat(ids(list("&words=greylisted").json())).containsExactly(posted.get(2));
        assertThat(ids(list("&words=4f2a8_1").json())).containsExactly(posted.get(2));
        assertThat(ids(list("&words=4f2a881").json())).isEmpty();
    }

    @Test
    void metadataAndTimesNarrowTheList() {
        String marked =
                world.client
                        .post(ApiClient.notification(recipient, "\"metadata\":{\"order\":\"4:2\"}"))
                        .id();
        post(2);
        String from = "&createdFrom=" + Instant.now().minusSeconds(60);

        assertThat(ids(list("&metadata=order:4:2").json())).containsExactly(marked);
        assertThat(ids(list("&metadata=order:4").json())).isEmpty();
        assertThat(ids(list(from).json())).hasSize(3);
        assertThat(ids(list("&createdTo=" + Instant.now().minusSeconds(60)).json())).isEmpty();
    }

    @Test
    void aSearchEndsAfterSomeWorkAndGoesOnWithTheNextPage() {
        String owner = "search-" + UUID.randomUUID();
        world.sql
                .sql(
                        """
                        insert into notification (id, owner, channel, recipient, content, metadata,
                            on_uncertain, max_attempts, status, reason, created_at, updated_at)
                        select gen_random_uuid(), :owner, 'email', 'ann@example.com', '{}',
                            case n when 1 then '{"order":"42"}' else '{"order":"1"}' end::jsonb,
                            'resend', 5, 'sent', case n when 1 then 'the needle' else 'hay' end,
                            now() - (:stretch + 10 - n) * interval '1 s', now()
                        from generate_series(1, :stretch + 9) as n
                        """)
                .param("owner", owner)
                .param("stretch", NotificationSearch.STRETCH)
                .update();
        NotificationSearch search = world.api.bean(NotificationSearch.class);

        NotificationPage first = search.page(owner, filter("words", "needle"));
        NotificationPage second =
                search.page(
                        owner,
                        filter("words", "needle", "cursor", String.valueOf(first.nextCursor())));

        assertThat(first.items()).isEmpty();
        assertThat(first.searchedTo()).isNotNull();
        assertThat(second.items()).hasSize(1);
        assertThat(second.nextCursor()).isNull();
        // A rare value of the metadata is found at once, however far back.
        assertThat(search.page(owner, filter("metadata", "order:42")).items()).hasSize(1);
        assertThat(search.page(owner, filter("metadata", "order:42", "words", "needle")).items())
                .hasSize(1);
        assertThat(search.page(owner, filter("metadata", "order:42", "words", "hay")).items())
                .isEmpty();
        // A common one fills the page.
        assertThat(search.page(owner, filter("metadata", "order:1")).items()).hasSize(20);
    }

    private static NotificationFilter filter(String... pairs) {
        Map<String, String[]> parameters = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            parameters.put(pairs[i], new String[] {pairs[i + 1]});
        }
        return NotificationFilter.of(parameters);
    }

    @Test
    void listsOfAllChannelsAreMergedByTime() {
        String owner = "merge-" + UUID.randomUUID();
        for (String channel : List.of("vk", "email", "telegram", "email", "vk")) {
            world.sql
                    .sql(
                            """
                            insert into notification (id, owner, channel, recipient, content,
                                on_uncertain, max_attempts, created_at, updated_at)
                            values (gen_random_uuid(), :owner, :channel, '1', '{}', 'resend', 5,
                                clock_timestamp(), now())
                            """)
                    .param("owner", owner)
                    .param("channel", channel)
                    .update();
        }
        NotificationSearch search = world.api.bean(NotificationSearch.class);

        NotificationPage first = search.page(owner, filter("limit", "3"));
        NotificationPage second =
                search.page(
                        owner, filter("limit", "3", "cursor", String.valueOf(first.nextCursor())));

        assertThat(first.items())
                .extracting(NotificationSummary::channel)
                .containsExactly("vk", "email", "telegram");
        assertThat(second.items())
                .extracting(NotificationSummary::channel)
                .containsExactly("email", "vk");
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
