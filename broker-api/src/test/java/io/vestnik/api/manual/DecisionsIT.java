package io.vestnik.api.manual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.api.ApiClient;
import io.vestnik.api.ApiClient.Answer;
import io.vestnik.api.ApiWorld;
import java.sql.Connection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Retry, cancel and discard: from which status, and who wins. */
class DecisionsIT {
    private final ApiWorld world = ApiWorld.shared();

    /** A notification as a sender would have left it. */
    private String notification(String status, int attempts) {
        String id = world.client.post(ApiClient.notification("ann@example.com")).id();
        await().until(() -> count("outbox", id) == 0);
        world.sql
                .sql(
                        """
                        update notification set status = :status, attempts = :attempts,
                            counted = :attempts, reason = '550 no such user' where id = :id
                        """)
                .param("status", status)
                .param("attempts", attempts)
                .param("id", UUID.fromString(id))
                .update();
        return id;
    }

    private void attempt(String id, int number, String outcome) {
        world.sql
                .sql(
                        """
                        with session as (
                            insert into sender_session (sender) values ('email-sender') returning id)
                        insert into attempt (notification_id, number, cycle, session, sender,
                            started_at, finished_at, outcome, reply)
                        select :id, :number, 1, id, 'email-sender', now(),
                            case when :outcome::text is null then null else now() end,
                            :outcome, '550 no such user' from session
                        """)
                .param("id", UUID.fromString(id))
                .param("number", number)
                .param("outcome", outcome)
                .update();
    }

    private long count(String table, String id) {
        return world.sql
                .sql("select count(*) from " + table + " where notification_id = :id")
                .param("id", UUID.fromString(id))
                .query(Long.class)
                .single();
    }

    private JsonNode shown(String id) {
        return world.client.get("/api/v1/notifications/" + id).json();
    }

    @Test
    void aRetryStartsANewCycle() {
        String id = notification("manual", 2);
        attempt(id, 1, "deferred");
        attempt(id, 2, "refused");
        ApiWorld.drain(world.broker, "email.send");

        Answer answer = world.client.decide(id, "retry", "{\"reason\":\"address corrected\"}");

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.json().path("status").asString()).isEqualTo("queued");
        assertThat(answer.json().path("cycle").asInt()).isEqualTo(2);
        var message =
                await().until(() -> ApiWorld.drain(world.broker, "email.send"), m -> !m.isEmpty())
                        .getFirst();
        assertThat(message.getProps().getMessageId()).isEqualTo(id);
        assertThat(message.getProps().getHeaders())
                .containsEntry("vestnik-cycle", 2)
                .containsEntry("vestnik-attempt", 3);
        JsonNode shown = shown(id);
        assertThat(shown.path("attempts")).hasSize(2);
        assertThat(shown.path("attempts").path(1).path("reply").asString())
                .isEqualTo("550 no such user");
        JsonNode decision = shown.path("decisions").path(0);
        assertThat(decision.path("action").asString()).isEqualTo("retry");
        assertThat(decision.path("cycle").asInt()).isEqualTo(1);
        assertThat(decision.path("decidedBy").asString()).isEqualTo("vst_test_012");
        assertThat(decision.path("reason").asString()).isEqualTo("address corrected");
    }

    @Test
    void aDiscardedNotificationIsNotSent() {
        String id = notification("manual", 1);

        assertThat(world.client.decide(id, "discard").json().path("status").asString())
                .isEqualTo("discarded");
        assertThat(world.client.decide(id, "retry").status()).isEqualTo(409);
        assertThat(count("outbox", id)).isZero();
    }

    @Test
    void aQueuedNotificationCanBeCancelled() {
        String id = notification("queued", 0);

        assertThat(world.client.decide(id, "cancel").status()).isEqualTo(200);
        assertThat(shown(id).path("status").asString()).isEqualTo("cancelled");
    }

    @Test
    void cancelTakesItOutOfTheOutboxToo() {
        String id = notification("queued", 0);
        world.sql
                .sql(
                        "insert into outbox (notification_id, cycle, attempt, due_at) values (:id, 1, 1, now() + '1 h')")
                .param("id", UUID.fromString(id))
                .update();

        assertThat(world.client.decide(id, "cancel").status()).isEqualTo(200);
        assertThat(count("outbox", id)).isZero();
    }

    @Test
    void whatIsBeingSentCannotBeCancelled() {
        String id = notification("retrying", 2);
        attempt(id, 1, "deferred");
        attempt(id, 2, null);

        assertThat(world.client.decide(id, "cancel").status()).isEqualTo(409);
        assertThat(shown(id).path("attempts").path(1).has("outcome")).isFalse();
    }

    @Test
    void whatFailedAndWaitsCanBeCancelled() {
        String id = notification("retrying", 1);
        attempt(id, 1, "deferred");

        assertThat(world.client.decide(id, "cancel").status()).isEqualTo(200);
    }

    @Test
    void cancelSeesAnAttemptThatBeganWhileItWaited() throws Exception {
        String id = notification("queued", 0);
        try (Connection sender = world.database.dataSource().getConnection();
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            sender.setAutoCommit(false);
            try (var claim = sender.createStatement()) {
                claim.execute("update notification set attempts = 1 where id = '" + id + "'");
                Future<Answer> cancel = callers.submit(() -> world.client.decide(id, "cancel"));
                await().until(this::somebodyWaitsForALock);
                claim.execute(
                        "with s as (insert into sender_session (sender) values ('s') returning id)"
                                + " insert into attempt (notification_id, number, cycle, session,"
                                + " sender, started_at) select '"
                                + id
                                + "', 1, 1, id, 's', now() from s");
                sender.commit();
                assertThat(cancel.get().status()).isEqualTo(409);
            }
        }
        assertThat(shown(id).path("status").asString()).isEqualTo("queued");
    }

    private boolean somebodyWaitsForALock() {
        return world.sql
                .sql("select exists (select from pg_stat_activity where wait_event_type = 'Lock')")
                .query(Boolean.class)
                .single();
    }

    @ParameterizedTest
    @CsvSource({
        "retry,queued", "retry,retrying", "retry,sent", "retry,cancelled", "retry,expired",
        "retry,discarded", "discard,queued", "discard,retrying", "discard,sent",
                "discard,cancelled",
        "discard,expired", "discard,discarded", "cancel,sent", "cancel,manual", "cancel,cancelled",
        "cancel,expired", "cancel,discarded"
    })
    void otherStatusesAreRefused(String action, String status) {
        String id = notification(status, 1);

        Answer answer = world.client.decide(id, action);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.isProblem()).isTrue();
        assertThat(answer.json().path("notificationStatus").asString()).isEqualTo(status);
        assertThat(shown(id).path("status").asString()).isEqualTo(status);
        assertThat(count("decision", id)).isZero();
    }

    @Test
    void ofTwoWhoClickAtOnceOneWinsAndTheOtherLearnsWho() throws Exception {
        for (int round = 0; round < 20; round++) {
            String id = notification("manual", 1);
            CyclicBarrier start = new CyclicBarrier(2);
            List<Answer> answers;
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<Answer> one = callers.submit(() -> retryAfter(start, id));
                Future<Answer> other = callers.submit(() -> retryAfter(start, id));
                answers = List.of(one.get(), other.get());
            }
            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 409);
            JsonNode loser =
                    answers.stream()
                            .filter(a -> a.status() == 409)
                            .findFirst()
                            .orElseThrow()
                            .json();
            assertThat(loser.path("notificationStatus").asString()).isEqualTo("queued");
            assertThat(loser.path("lastDecision").path("action").asString()).isEqualTo("retry");
            assertThat(loser.path("lastDecision").path("decidedBy").asString())
                    .isEqualTo("vst_test_012");
            assertThat(loser.path("lastDecision").has("decidedAt")).isTrue();
            assertThat(count("decision", id)).isEqualTo(1);
        }
    }

    private Answer retryAfter(CyclicBarrier start, String id) throws Exception {
        start.await();
        return world.client.decide(id, "retry");
    }
}
