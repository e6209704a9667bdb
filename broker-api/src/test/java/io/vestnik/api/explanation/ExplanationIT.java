package io.vestnik.api.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.api.ApiClient;
import io.vestnik.api.RunningApi;
import io.vestnik.testkit.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Whatever a notification waits for, one sentence says it. */
class ExplanationIT {
    private PostgresDatabase database;
    private RunningApi api;
    private JdbcClient sql;
    private String id;

    @BeforeEach
    void start() {
        database = PostgresDatabase.migratedDatabase();
        api = RunningApi.startWithoutBroker(database);
        sql = JdbcClient.create(database.dataSource());
        id = api.client().post(ApiClient.notification("ann@example.com")).id();
    }

    @AfterEach
    void stop() {
        api.close();
        database.close();
    }

    private JsonNode explanation() {
        return api.client().get("/api/v1/notifications/" + id + "/explanation").json();
    }

    private void change(String columns) {
        sql.sql("update notification set " + columns + " where id = :id")
                .param("id", UUID.fromString(id))
                .update();
    }

    private void published() {
        sql.sql("delete from outbox").update();
    }

    /** Says it is one, by the lock that senders hold. */
    private Connection sender() throws SQLException {
        long session =
                sql.sql(
                                "insert into sender_session (sender, channel) values ('one', 'email')"
                                        + " returning id")
                        .query(Long.class)
                        .single();
        Connection sender = database.dataSource().getConnection();
        try (var statement = sender.createStatement()) {
            statement.execute("select pg_advisory_lock(1448300630, " + session + ")");
        }
        return sender;
    }

    private void attempt(String columns, String values) {
        sql.sql(
                        "insert into attempt (notification_id, number, cycle, session, sender, started_at"
                                + columns
                                + ") select :id, 1, 1, max(id), 'one', now()"
                                + values
                                + " from sender_session")
                .param("id", UUID.fromString(id))
                .update();
    }

    @Test
    void withoutTheBrokerItIsInTheOutbox() {
        assertThat(explanation().path("kind").asString()).isEqualTo("outbox");
        sql.sql("update outbox set problem = 'Connection refused'").update();

        assertThat(explanation().path("sentence").asString())
                .isEqualTo("It is stored, but RabbitMQ has not taken it yet: Connection refused");
    }

    @Test
    void withoutASenderItWaitsInTheQueue() {
        published();

        assertThat(explanation().path("kind").asString()).isEqualTo("no-sender");
    }

    @Test
    void aPausedChannelSaysWhoAndWhy() {
        published();
        api.client().order("email", "pause", "{\"reason\":\"The relay is being moved\"}");

        assertThat(explanation().path("kind").asString()).isEqualTo("paused");
        assertThat(explanation().path("sentence").asString())
                .startsWith("Channel email is paused by vst_test")
                .endsWith(": The relay is being moved");
    }

    @Test
    void inTheQueueItKnowsHowManyGoFirst() throws Exception {
        try (Connection _ = sender()) {
            published();
            for (int i = 0; i < 3; i++) {
                api.client().post(ApiClient.notification("bob@example.com"));
            }
            published();
            change("updated_at = now() + interval '1 s'");

            JsonNode queued = explanation();

            assertThat(queued.path("kind").asString()).isEqualTo("queued");
            assertThat(queued.path("ahead").asInt()).isEqualTo(3);
            assertThat(queued.path("sentence").asString()).contains("3 go before it");
        }
    }

    @Test
    void anAttemptUnderWayNamesItsSender() throws Exception {
        try (Connection _ = sender()) {
            published();
            attempt("", "");

            assertThat(explanation().path("sentence").asString())
                    .isEqualTo("Attempt 1 is under way, made by one.");
        }
    }

    @Test
    void betweenAttemptsItSaysWhenTheNextOneIs() throws Exception {
        try (Connection _ = sender()) {
            published();
            attempt(
                    ", finished_at, outcome, next_step, next_attempt_at",
                    ", now(), 'deferred', 'retry', '2100-01-01T00:00Z'");
            change(
                    "status = 'retrying', attempts = 1, reason = '451 try later',"
                            + " next_attempt_at = '2100-01-01T00:00Z'");

            JsonNode waiting = explanation();

            assertThat(waiting.path("kind").asString()).isEqualTo("waiting");
            assertThat(waiting.path("sentence").asString())
                    .matches(
                            "The last attempt failed \\(451 try later\\); 1 of \\d+ are used\\..*");
            assertThat(Instant.parse(waiting.path("until").asString())).isAfter(Instant.now());
            change("held_up = true");
            assertThat(explanation().path("kind").asString()).isEqualTo("held-up");
        }
    }

    @Test
    void whatIsPutOffWithoutAnAttemptStandsBack() throws Exception {
        try (Connection _ = sender()) {
            published();
            change("next_attempt_at = now() + interval '1 minute'");

            JsonNode back = explanation();

            assertThat(back.path("kind").asString()).isEqualTo("stands-back");
            assertThat(back.has("until")).isTrue();
        }
    }

    @Test
    void whatADeadSenderHadUnderWayWaitsForAnother() throws Exception {
        published();
        sender().close();
        attempt("", "");

        assertThat(explanation().path("kind").asString()).isEqualTo("no-sender");
    }

    @Test
    void aSenderOfTheVersionBeforeCountsForItsChannel() throws Exception {
        try (Connection _ = sender()) {
            published();
            sql.sql("update sender_session set channel = null").update();

            assertThat(explanation().path("kind").asString()).isEqualTo("queued");
        }
    }

    @Test
    void whatShouldHaveBeenTriedIsOverdue() throws Exception {
        try (Connection _ = sender()) {
            published();
            change("updated_at = now() - interval '2 minutes'");

            assertThat(explanation().path("kind").asString()).isEqualTo("overdue");
        }
    }

    @Test
    void whatHasEndedSaysHow() {
        change("status = 'manual', reason = '550 5.1.1 no such user'");
        assertThat(explanation().path("sentence").asString())
                .isEqualTo("It was given up and waits for a person: 550 5.1.1 no such user");
        change("status = 'cancelled'");
        assertThat(explanation().path("kind").asString()).isEqualTo("ended");
        change("status = 'sent'");
        assertThat(explanation().path("kind").asString()).isEqualTo("sent");
    }

    @Test
    void anUnknownOneIsNotThere() {
        assertThat(
                        api.client()
                                .get("/api/v1/notifications/" + UUID.randomUUID() + "/explanation")
                                .status())
                .isEqualTo(404);
    }
}
