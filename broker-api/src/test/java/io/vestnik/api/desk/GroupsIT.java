package io.vestnik.api.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.api.ApiClient.Answer;
import io.vestnik.api.ApiWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What waits for a person is shown in groups of one kind. */
class GroupsIT {
    private static final String GROUPS = "/api/v1/manual/groups";

    private final ApiWorld world = ApiWorld.shared();
    private final ParkedRows parked = new ParkedRows(world.sql);

    private JsonNode group(String fingerprint) {
        return StreamSupport.stream(
                        world.client.get(GROUPS).json().path("groups").spliterator(), false)
                .filter(group -> group.path("fingerprint").asString().equals(fingerprint))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no group " + fingerprint));
    }

    /** The last count is told while the next one is on its way. */
    private void awaitCount(String fingerprint, long count) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> group(fingerprint).path("count").asLong(0) == count);
    }

    @BeforeEach
    void clearTheDesk() {
        parked.clear();
    }

    @Test
    void thoseOfOneKindAreOneGroup() {
        parked.park(3, "email:refused:550-5.1.1", "RCPT TO: 550 5.1.1 no such user");
        parked.park(2, "telegram:refused:403", "403 Forbidden: bot was blocked by the user");

        JsonNode mail = group("email:refused:550-5.1.1");
        assertThat(mail.path("channel").asString()).isEqualTo("email");
        assertThat(mail.path("parked").asString()).isEqualTo("refused");
        assertThat(mail.path("code").asString()).isEqualTo("550 5.1.1");
        assertThat(mail.path("words").asString()).isEqualTo("RCPT TO: 550 5.1.1 no such user");
        assertThat(Instant.parse(mail.path("oldest").asString()).plusMillis(2))
                .isEqualTo(mail.path("newest").asString());
        awaitCount("email:refused:550-5.1.1", 3);
        awaitCount("telegram:refused:403", 2);
    }

    @Test
    void theGroupWithTheNewestFailureComesFirst() {
        parked.park(1, "vk:refused:900", "900 first");
        parked.become(
                parked.park(1, "vk:refused:902", "").getFirst(), "manual", "vk:refused:902", "");
        parked.become(
                parked.park(1, "vk:refused:901", "").getFirst(), "manual", "vk:refused:901", "");

        List<String> order =
                StreamSupport.stream(
                                world.client.get(GROUPS).json().path("groups").spliterator(), false)
                        .map(group -> group.path("fingerprint").asString())
                        .filter(fingerprint -> fingerprint.startsWith("vk:refused:90"))
                        .toList();

        assertThat(order).containsExactly("vk:refused:901", "vk:refused:902", "vk:refused:900");
    }

    @Test
    void whatASenderOfTheVersionBeforeHasParkedIsAGroupToo() {
        List<UUID> old = parked.park(2, "", "550 no such user");

        assertThat(group("not-classified").has("channel")).isFalse();
        assertThat(idsOf(world.client.get(GROUPS + "/not-classified?limit=100")))
                .containsAll(old.stream().map(UUID::toString).toList());
    }

    @Test
    void whatWasDecidedIsNotInItsGroupAnyMore() {
        List<UUID> ids = parked.park(2, "email:held:no-answer", "gave no answer");

        world.client.decide(ids.getFirst().toString(), "retry");

        awaitCount("email:held:no-answer", 1);
        assertThat(idsOf(world.client.get(GROUPS + "/email:held:no-answer")))
                .containsExactly(ids.getLast().toString());
    }

    @Test
    void aGroupIsWalkedPageByPage() {
        List<UUID> ids = parked.park(120, "email:exhausted:451", "451 later");
        List<String> seen = new ArrayList<>();
        String next = "";
        do {
            JsonNode page =
                    world.client.get(GROUPS + "/email:exhausted:451?limit=50" + next).json();
            page.path("items").forEach(item -> seen.add(item.path("id").asString()));
            next = page.has("nextCursor") ? "&cursor=" + page.path("nextCursor").asString() : "";
        } while (!next.isEmpty());

        assertThat(seen)
                .containsExactlyElementsOf(ids.reversed().stream().map(UUID::toString).toList());
    }

    @Test
    void nobodySeesWhatIsSomebodyElses() {
        parked.park("somebody-else", 2, "email:refused:571", "571 no");

        assertThat(world.client.get(GROUPS).response().body()).doesNotContain("email:refused:571");
        assertThat(idsOf(world.client.get(GROUPS + "/email:refused:571"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/Email:refused:550, 404",
        "/email:refused, 404",
        "/x, 404",
        "/email:refused:550?limit=0, 400",
        "/email:refused:550?limit=101, 400",
        "/email:refused:550?cursor=x, 400",
        "/email:refused:550?cursor=AAAA, 400",
        "/email:refused:550?page=2, 400",
        "?limit=5, 400",
    })
    void whatIsNotAcceptableIsRefused(String path, int status) {
        Answer answer = world.client.get(GROUPS + path);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.isProblem()).isTrue();
    }

    private static Set<String> idsOf(Answer answer) {
        Set<String> ids = new HashSet<>();
        answer.json().path("items").forEach(item -> ids.add(item.path("id").asString()));
        return ids;
    }
}
