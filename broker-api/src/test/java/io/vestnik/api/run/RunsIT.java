package io.vestnik.api.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.api.ApiClient.Answer;
import io.vestnik.api.ApiWorld;
import io.vestnik.api.desk.ParkedRows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The same decision about many. */
class RunsIT {
    private final ApiWorld world = ApiWorld.shared();
    private final RunClient runs = new RunClient(world.client);
    private final ParkedRows parked = new ParkedRows(world.sql);

    @BeforeEach
    void clearTheDesk() {
        parked.clear();
    }

    @Test
    void aGroupIsRetried() {
        List<UUID> ids = parked.park(450, "email:exhausted:421", "421 later");
        UUID other = parked.park(1, "email:exhausted:422", "422 no").getFirst();

        Answer begun = runs.retry("email:exhausted:421", "\"reason\":\"The relay is back\"");

        assertThat(begun.status()).isEqualTo(202);
        assertThat(begun.header("Location")).hasValue("/api/v1/runs/" + begun.id());
        JsonNode done = runs.awaitState(begun.id(), "done");
        assertThat(counts(done)).containsExactly(450, 450, 0, 0);
        assertThat(done.path("startedBy").asString()).isEqualTo("vst_test_012");
        assertThat(parked.count(ids, "queued")).isEqualTo(450);
        assertThat(parked.decisions(ids)).isEqualTo(450);
        assertThat(parked.status(other)).isEqualTo("manual");
        JsonNode one =
                world.client
                        .get("/api/v1/notifications/" + ids.getFirst())
                        .json()
                        .path("decisions")
                        .path(0);
        assertThat(one.path("action").asString()).isEqualTo("retry");
        assertThat(one.path("reason").asString()).isEqualTo("The relay is back");
        assertThat(one.path("run").asString()).isEqualTo(begun.id());
    }

    @Test
    void whatIsRetriedGoesToTheBrokerAndItsOldMessageIsToLeaveTheManualQueue() {
        UUID id = parked.park(1, "telegram:refused:400", "400 no").getFirst();

        runs.awaitState(runs.retry("telegram:refused:400", "").id(), "done");

        JsonNode shown = world.client.get("/api/v1/notifications/" + id).json();
        assertThat(shown.path("cycle").asInt()).isEqualTo(2);
        assertThat(removals(id)).isEqualTo(1);
        await().until(() -> outboxRows(id) == 0);
    }

    @Test
    void aSelectionIsDiscarded() {
        List<UUID> ids = parked.park(5, "email:refused:553", "553 no");

        Answer begun = runs.begin(discard(ids.subList(0, 3)));

        assertThat(counts(runs.awaitState(begun.id(), "done"))).containsExactly(3, 3, 0, 0);
        assertThat(parked.count(ids, "discarded")).isEqualTo(3);
        assertThat(parked.count(ids, "manual")).isEqualTo(2);
    }

    @Test
    void whatSomebodyElseHasDecidedIsSkipped() {
        List<UUID> ids = parked.park(3, "email:refused:551", "551 no");
        world.client.decide(ids.get(1).toString(), "retry");

        Answer begun = runs.begin(discard(ids));

        assertThat(counts(runs.awaitState(begun.id(), "done"))).containsExactly(3, 2, 1, 0);
        assertThat(parked.status(ids.get(1))).isEqualTo("queued");
    }

    @Test
    void whatIsDecidedWhileARunIsOnItsWayIsSkipped() {
        List<UUID> ids = parked.park(4, "email:refused:556", "556 no");

        Answer begun = runs.retry("email:refused:556", "\"perMinute\":120");
        world.client.decide(ids.getLast().toString(), "discard");

        assertThat(counts(runs.awaitState(begun.id(), "done"))).containsExactly(4, 3, 1, 0);
        assertThat(parked.status(ids.getLast())).isEqualTo("discarded");
    }

    @Test
    void ofTwoWhoBeginWithOneGroupOneWinsAndTheOtherIsTold() throws Exception {
        parked.park(300, "email:refused:557", "557 no");
        var start = new CyclicBarrier(2);
        try (var threads = Executors.newFixedThreadPool(2)) {
            Future<Answer> one = threads.submit(() -> retryAfter(start));
            Future<Answer> two = threads.submit(() -> retryAfter(start));
            List<Answer> answers = Stream.of(one.get(), two.get()).toList();

            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(202, 409);
            JsonNode loser =
                    answers.stream()
                            .filter(a -> a.status() == 409)
                            .findFirst()
                            .orElseThrow()
                            .json();
            String winner =
                    answers.stream().filter(a -> a.status() == 202).findFirst().orElseThrow().id();
            assertThat(loser.path("run").path("id").asString()).isEqualTo(winner);
            assertThat(loser.path("run").path("startedBy").asString()).isEqualTo("vst_test_012");
            runs.awaitState(winner, "done");
        }
    }

    private Answer retryAfter(CyclicBarrier start) throws Exception {
        start.await();
        return runs.retry("email:refused:557", "");
    }

    @Test
    void whoFindsNothingLeftIsToldWhoWasFaster() {
        parked.park(2, "email:refused:558", "558 no");
        Answer first = runs.retry("email:refused:558", "");
        runs.awaitState(first.id(), "done");

        Answer second = runs.retry("email:refused:558", "");

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.json().path("type").asString()).endsWith("wrong-state");
        assertThat(second.json().path("run").path("id").asString()).isEqualTo(first.id());
    }

    @Test
    void itGoesNoFasterThanItWasTold() {
        parked.park(5, "email:exhausted:451-4.1.1", "451 4.1.1 no");

        Answer begun = runs.retry("email:exhausted:451-4.1.1", "\"perMinute\":120");

        JsonNode done = runs.awaitState(begun.id(), "done");
        Duration took =
                Duration.between(
                        Instant.parse(done.path("startedAt").asString()),
                        Instant.parse(done.path("finishedAt").asString()));
        assertThat(took).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(10));
    }

    @Test
    void itCanBeStopped() {
        List<UUID> ids = parked.park(50, "email:exhausted:451-4.1.2", "451 4.1.2 no");
        Answer begun = runs.retry("email:exhausted:451-4.1.2", "\"perMinute\":300");
        await().until(() -> runs.done(begun.id()) > 0);

        JsonNode stopped = runs.stop(begun.id()).json();

        assertThat(stopped.path("state").asString()).isEqualTo("stopped");
        assertThat(stopped.path("stoppedBy").asString()).isEqualTo("vst_test_012");
        int done = stopped.path("done").asInt();
        assertThat(done).isBetween(1, 49);
        assertThat(parked.count(ids, "manual")).isEqualTo(50 - done);
        assertThat(parked.decisions(ids)).isEqualTo(done);
        Answer again = runs.stop(begun.id());
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().path("run").path("state").asString()).isEqualTo("stopped");
    }

    @Test
    void theOthersGoOnWhenTheFirstThreeWereSent() {
        List<UUID> ids = parked.park(10, "vk:exhausted:no-answer", "gave no answer");

        Answer begun = runs.retry("vk:exhausted:no-answer", "\"canary\":true");
        JsonNode waiting = runs.awaitState(begun.id(), "waiting-for-canary");

        assertThat(waiting.path("done").asInt()).isEqualTo(3);
        assertThat(parked.count(ids, "manual")).isEqualTo(7);
        ids.subList(0, 3).forEach(id -> parked.become(id, "sent", "", null));
        assertThat(counts(runs.awaitState(begun.id(), "done"))).containsExactly(10, 10, 0, 0);
    }

    @Test
    void theOthersStayWhenOneOfTheFirstThreeWasNotSent() {
        List<UUID> ids = parked.park(10, "vk:refused:902", "902 privacy");

        Answer begun = runs.retry("vk:refused:902", "\"canary\":true");
        runs.awaitState(begun.id(), "waiting-for-canary");
        parked.become(ids.get(0), "sent", "", null);
        parked.become(ids.get(1), "manual", "vk:refused:902", "902 still private");

        JsonNode failed = runs.awaitState(begun.id(), "failed-canary");
        assertThat(failed.path("problem").asString()).isEqualTo("902 still private");
        assertThat(failed.path("done").asInt()).isEqualTo(3);
        assertThat(failed.has("finishedAt")).isTrue();
        assertThat(parked.count(ids, "manual")).isEqualTo(8);
    }

    @Test
    void whenFewerThanThreeAreThereTheyAreTheCanary() {
        List<UUID> ids = parked.park(2, "vk:refused:917", "917 no");

        Answer begun = runs.retry("vk:refused:917", "\"canary\":true");
        runs.awaitState(begun.id(), "waiting-for-canary");
        ids.forEach(id -> parked.become(id, "sent", "", null));

        assertThat(counts(runs.awaitState(begun.id(), "done"))).containsExactly(2, 2, 0, 0);
    }

    @Test
    void whatFailsAgainMeanwhileIsNotMetASecondTime() {
        List<UUID> ids = parked.park(4, "email:refused:559", "559 no");
        Answer begun = runs.retry("email:refused:559", "\"perMinute\":120");
        await().until(() -> parked.status(ids.getFirst()).equals("queued"));

        parked.become(ids.getFirst(), "manual", "email:refused:559", "559 again");

        assertThat(counts(runs.awaitState(begun.id(), "done"))).containsExactly(4, 4, 0, 0);
        assertThat(parked.status(ids.getFirst())).isEqualTo("manual");
        assertThat(parked.decisions(ids)).isEqualTo(4);
    }

    @Test
    void oneThatCannotBeDecidedDoesNotStopTheOthers() {
        List<UUID> ids = parked.park(5, "email:refused:560", "560 no");
        world.sql
                .sql("insert into manual_removal values (:id, 1, 'email', now())")
                .param("id", ids.get(2))
                .update();

        Answer begun = runs.retry("email:refused:560", "");

        assertThat(counts(runs.awaitState(begun.id(), "done"))).containsExactly(5, 4, 0, 1);
        assertThat(parked.status(ids.get(2))).isEqualTo("manual");
    }

    @Test
    void aDryRunOnlyCounts() {
        List<UUID> ids = parked.park(12, "email:refused:561", "561 no");

        Answer group = runs.retry("email:refused:561", "\"dryRun\":true");
        Answer selection = runs.begin(discard(ids.subList(0, 2)).replace("}", ",\"dryRun\":true}"));

        assertThat(group.status()).isEqualTo(200);
        assertThat(group.json().path("total").asInt()).isEqualTo(12);
        assertThat(group.json().path("sample")).hasSize(5);
        assertThat(selection.json().path("total").asInt()).isEqualTo(2);
        assertThat(parked.count(ids, "manual")).isEqualTo(12);
    }

    @Test
    void runsAreListedNewestFirst() {
        parked.park(1, "email:refused:562", "562 no");
        parked.park(1, "email:refused:563", "563 no");
        String first = runs.retry("email:refused:562", "").id();
        String second = runs.retry("email:refused:563", "").id();

        JsonNode page = world.client.get("/api/v1/runs?limit=1").json();
        assertThat(page.path("items").path(0).path("id").asString()).isEqualTo(second);
        JsonNode next =
                world.client
                        .get("/api/v1/runs?limit=1&cursor=" + page.path("nextCursor").asString())
                        .json();
        assertThat(next.path("items").path(0).path("id").asString()).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                                                                 | action
                    {"action":"retry"}                                                 | fingerprint
                    {"action":"cancel","fingerprint":"email:refused:550"}              | action
                    {"action":"retry","fingerprint":"x"}                               | fingerprint
                    {"action":"retry","fingerprint":"a:b:c","ids":[]}                  | ids
                    {"action":"retry","ids":[]}                                        | ids
                    {"action":"retry","ids":["x"]}                                     | ids[0]
                    {"action":"retry","ids":[null]}                                    | ids[0]
                    {"action":"retry","ids":["019abf10-7c3a-7d21-9a44-3f0c5a7e9b10"]}  | ids[0]
                    {"action":"discard","fingerprint":"a:b:c"}                         | reason
                    {"action":"discard","fingerprint":"a:b:c","reason":" "}            | reason
                    {"action":"retry","fingerprint":"a:b:c","perMinute":0}             | perMinute
                    {"action":"retry","fingerprint":"a:b:c","perMinute":60001}         | perMinute
                    {"action":"retry","fingerprint":"a:b:c","perMinute":"5"}           | perMinute
                    {"action":"discard","fingerprint":"a:b:c","reason":"x","canary":true} | canary
                    {"action":"retry","fingerprint":"a:b:c","speed":5}                 | speed
                    """)
    void aFieldThatIsNotAcceptableIsNamed(String body, String field) {
        Answer answer = runs.begin(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").path(0).path("field").asString()).isEqualTo(field);
    }

    @Test
    void aRunOfNobodyIsUnknown() {
        String id = UUID.randomUUID().toString();
        assertThat(world.client.get("/api/v1/runs/" + id).status()).isEqualTo(404);
        assertThat(world.client.get("/api/v1/runs/x").status()).isEqualTo(404);
        assertThat(runs.stop(id).status()).isEqualTo(404);
        assertThat(world.client.get("/api/v1/runs?cursor=x").status()).isEqualTo(400);
        assertThat(world.client.get("/api/v1/runs?limit=0").status()).isEqualTo(400);
    }

    private static String discard(List<UUID> ids) {
        return """
        {"action":"discard","reason":"No such customer","ids":["%s"]}\
        """
                .formatted(String.join("\",\"", ids.stream().map(UUID::toString).toList()));
    }

    private static List<Integer> counts(JsonNode run) {
        return Stream.of("total", "done", "skipped", "failed")
                .map(field -> run.path(field).asInt())
                .toList();
    }

    private long removals(UUID id) {
        return world.sql
                .sql("select count(*) from manual_removal where notification_id = :id")
                .param("id", id)
                .query(Long.class)
                .single();
    }

    private long outboxRows(UUID id) {
        return world.sql
                .sql("select count(*) from outbox where notification_id = :id")
                .param("id", id)
                .query(Long.class)
                .single();
    }
}
