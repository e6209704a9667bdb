package io.vestnik.api.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.api.ApiClient;
import io.vestnik.api.ApiClient.Answer;
import io.vestnik.api.RunningApi;
import io.vestnik.testkit.PostgresDatabase;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** An operator stops a channel and starts it again. */
class ChannelIT {
    private static final String PREFIX = RunningApi.KEY.substring(0, 12);
    private static final String SET_UP =
            """
            insert into channel_pause (channel, cause, reason, paused_by)
            values ('email', 'set-up', '535 wrong password', 'sender-1')
            """;

    private static PostgresDatabase database;
    private static RunningApi api;
    private static JdbcClient sql;

    @BeforeAll
    static void start() {
        database = PostgresDatabase.migratedDatabase();
        api = RunningApi.startWithoutBroker(database);
        sql = JdbcClient.create(database.dataSource());
    }

    @AfterAll
    static void stop() {
        api.close();
        database.close();
    }

    @BeforeEach
    void beginAnew() {
        sql.sql("truncate notification, channel_pause, channel_event cascade").update();
    }

    private static JsonNode email() {
        Answer answer = api.client().get("/api/v1/channels/email");
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private static Answer pause(String reason) {
        return api.client().order("email", "pause", "{\"reason\":\"" + reason + "\"}");
    }

    private static List<String> texts(JsonNode array, String member) {
        return array.valueStream().map(item -> item.path(member).asString()).toList();
    }

    @Test
    void aChannelRunsUnlessSomebodySaysOtherwise() {
        JsonNode email = email();

        assertThat(email.path("channel").asString()).isEqualTo("email");
        assertThat(email.path("state").asString()).isEqualTo("running");
        assertThat(email.path("pauses")).isEmpty();
        assertThat(email.path("waiting").path("queued").asInt()).isZero();
        assertThat(email.has("oldestWaitingSince")).isFalse();
        assertThat(api.client().get("/api/v1/channels").json().path("items"))
                .hasSize(3)
                .contains(email);
    }

    @Test
    void whoPausesItAndWhyCanBeRead() {
        Answer answer = pause("The relay moves — до вечера");

        assertThat(answer.status()).isEqualTo(200);
        JsonNode email = answer.json();
        assertThat(email).isEqualTo(email());
        assertThat(email.path("state").asString()).isEqualTo("paused");
        JsonNode pause = email.path("pauses").get(0);
        assertThat(pause.path("cause").asString()).isEqualTo("hand");
        assertThat(pause.path("reason").asString()).isEqualTo("The relay moves — до вечера");
        assertThat(pause.path("pausedBy").asString()).isEqualTo(PREFIX);
        assertThat(Instant.parse(pause.path("since").asString())).isNotNull();
        assertThat(texts(email.path("recentEvents"), "event")).containsExactly("paused");
    }

    @Test
    void aSecondPauseLeavesTheFirstReason() {
        pause("first");
        Answer second = pause("second");

        assertThat(second.status()).isEqualTo(200);
        assertThat(texts(second.json().path("pauses"), "reason")).containsExactly("first");
        assertThat(second.json().path("recentEvents")).hasSize(1);
    }

    @Test
    void ofManyWhoPauseAtOnceOneIsWrittenDown() throws Exception {
        var barrier = new CyclicBarrier(8);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> calls =
                    IntStream.range(0, 8)
                            .<Callable<Integer>>mapToObj(i ->
                                    () -> {
                                        barrier.await();
                                        return pause("reason " + i).status();
                                    })
                            .toList();
            for (var result : threads.invokeAll(calls)) {
                assertThat(result.get()).isEqualTo(200);
            }
        }
        assertThat(email().path("pauses")).hasSize(1);
        assertThat(email().path("recentEvents")).hasSize(1);
    }

    @Test
    void resumeEndsEveryPauseWhateverItsCause() {
        sql.sql(SET_UP).update();
        pause("by hand too");
        assertThat(texts(email().path("pauses"), "cause")).containsExactly("set-up", "hand");

        Answer answer = api.client().order("email", "resume", "{\"reason\":\"all is well\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("state").asString()).isEqualTo("running");
        JsonNode event = answer.json().path("recentEvents").get(0);
        assertThat(event.path("event").asString()).isEqualTo("resumed");
        assertThat(event.path("reason").asString()).isEqualTo("all is well");
        assertThat(event.path("causedBy").asString()).isEqualTo(PREFIX);
        assertThat(event.has("cause")).isFalse();
    }

    @Test
    void resumeNeedsNoReasonAndOfARunningChannelWritesNothing() {
        sql.sql(SET_UP).update();

        Answer first = api.client().order("email", "resume", "");
        Answer second = api.client().order("email", "resume", "{}");

        assertThat(first.json().path("recentEvents").get(0).path("cause").asString())
                .isEqualTo("set-up");
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json().path("recentEvents")).hasSize(1);
    }

    @Test
    void aPausedChannelGoesOnAccepting() {
        pause("for a while");
        String id = null;
        for (int i = 0; i < 3; i++) {
            Answer answer = api.client().post(ApiClient.notification("ann@example.com"));
            assertThat(answer.status()).isEqualTo(202);
            id = id == null ? answer.id() : id;
        }
        sql.sql("update notification set status = 'retrying' where id = cast(? as uuid)")
                .param(id)
                .update();

        JsonNode email = email();
        assertThat(email.path("waiting").path("queued").asInt()).isEqualTo(2);
        assertThat(email.path("waiting").path("retrying").asInt()).isEqualTo(1);
        Answer oldest = api.client().get("/api/v1/notifications/" + id);
        assertThat(email.path("oldestWaitingSince")).isEqualTo(oldest.json().path("createdAt"));
    }

    @Test
    void theNewestTwentyEventsAreShown() {
        for (int i = 0; i < 11; i++) {
            pause("round " + i);
            api.client().order("email", "resume", "");
        }
        sql.sql(
                        """
                        insert into channel_event (channel, event, caused_by, notifications)
                        values ('email', 'released', 'sender-1', 7)
                        """)
                .update();

        JsonNode events = email().path("recentEvents");
        assertThat(events).hasSize(20);
        assertThat(events.get(0).path("notifications").asInt()).isEqualTo(7);
        assertThat(events.get(1).path("event").asString()).isEqualTo("resumed");
        assertThat(events.get(2).path("reason").asString()).isEqualTo("round 10");
    }
}
