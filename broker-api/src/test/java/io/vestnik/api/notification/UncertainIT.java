package io.vestnik.api.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.api.ApiClient;
import io.vestnik.api.RunningApi;
import io.vestnik.testkit.PostgresDatabase;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What a person learns about an outcome that nobody knows, and who chooses what becomes of it. */
class UncertainIT {
    private static PostgresDatabase database;
    private static RunningApi api;
    private static JdbcClient sql;

    @BeforeAll
    static void start() {
        database = PostgresDatabase.migratedDatabase();
        api =
                RunningApi.startWithoutBroker(
                        database,
                        "vestnik.channels.email.on-uncertain=hold",
                        "vestnik.senders=email,telegram,vk");
        sql = JdbcClient.create(database.dataSource());
    }

    @AfterAll
    static void stop() {
        api.close();
        database.close();
    }

    private static JsonNode posted(String more) {
        String body = ApiClient.notification("ann@example.com").replace("}", more + "}");
        return api.client().get("/api/v1/notifications/" + api.client().post(body).id()).json();
    }

    @Test
    void theChannelsChoiceHoldsUnlessTheRequestMakesItsOwn() {
        assertThat(posted("").path("onUncertain").asString()).isEqualTo("hold");
        assertThat(posted(",\"onUncertain\":\"resend\"").path("onUncertain").asString())
                .isEqualTo("resend");
    }

    @ParameterizedTest
    @CsvSource({
        "accepted, , true, done, The far side took the message.",
        "uncertain, , true, retry, the recipient may get it twice",
        "uncertain, , true, park, 'look whether the recipient has it, then retry or discard it'",
        "deferred, far-side, true, retry, did not take the message this time. It is tried again.",
        "deferred, unreachable, true, park, Nobody could get through to the far side",
        "deferred, set-up, false, retry, This cost no attempt. It is tried again.",
        "refused, , true, park, It waits for a person now.",
        ", , true, , "
    })
    void eachAttemptSaysWhatItsOutcomeMeans(
            String outcome, String fault, boolean counted, String step, String words) {
        String id = posted("").path("id").asString();
        insertAttempt(id, outcome, fault, counted, step);

        JsonNode attempt =
                api.client().get("/api/v1/notifications/" + id).json().path("attempts").get(0);
        if (words == null) {
            assertThat(attempt.has("meaning")).isFalse();
        } else {
            assertThat(attempt.path("meaning").asString()).contains(words);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "email, ann@example.com, every copy carries the same Message-ID",
        "telegram, 123456789, so the chat may show it twice",
        "vk, 123456789, so the recipient gets it once"
    })
    void whatAnotherTryMayBringDependsOnTheChannel(String channel, String recipient, String words) {
        String body =
                """
                {"channel":"%s","recipient":"%s","text":"How are you?"}\
                """
                        .formatted(channel, recipient)
                        .replace("}", channel.equals("email") ? ",\"subject\":\"Hello\"}" : "}");
        String id = api.client().post(body).id();
        insertAttempt(id, "uncertain", null, true, "retry");

        JsonNode attempt =
                api.client().get("/api/v1/notifications/" + id).json().path("attempts").get(0);
        assertThat(attempt.path("meaning").asString()).contains(words);
    }

    private static void insertAttempt(
            String id, String outcome, String fault, boolean counted, String step) {
        sql.sql(
                        """
                        with session as (
                            insert into sender_session (sender) values ('email-sender') returning id)
                        insert into attempt (notification_id, number, cycle, session, sender,
                            started_at, outcome, fault, counted, next_step)
                        select :id, 1, 1, id, 'email-sender', now(), :outcome, :fault, :counted,
                            :step from session
                        """)
                .param("id", UUID.fromString(id))
                .param("outcome", outcome)
                .param("fault", fault)
                .param("counted", counted)
                .param("step", step)
                .update();
    }
}
