package io.vestnik.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.api.ApiClient;
import io.vestnik.api.ApiClient.Answer;
import io.vestnik.api.RunningApi;
import io.vestnik.testkit.PostgresDatabase;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.SecureRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A key may do what its scopes say, and nothing more. */
class ScopesIT {
    private static final UUID NOBODYS = UUID.fromString("01920000-0000-7000-8000-000000000000");

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

    private static ApiClient clientWith(String scopes) {
        ApiKey key = ApiKey.make(new SecureRandom());
        api.bean(ApiKeys.class).store(key, "default");
        sql.sql("update api_key set scopes = string_to_array(?, ' ') where hash = ?")
                .params(scopes, key.hash())
                .update();
        return new ApiClient("http://127.0.0.1:" + api.port(), key.reveal());
    }

    private static Answer call(ApiClient client, String method, String path) {
        return client.send(
                client.request(path)
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                method.equals("POST")
                                        ? BodyPublishers.ofString("{}")
                                        : BodyPublishers.noBody())
                        .build());
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/notifications, send, 400",
        "POST, /api/v1/notifications/batch, send, 400",
        "GET, /api/v1/notifications, read, 200",
        "HEAD, /api/v1/notifications, read, 200",
        "GET, /api/v1/notifications/ID, read, 404",
        "GET, /api/v1/channels, read, 200",
        "GET, /api/v1/channels/email, read, 200",
        "POST, /api/v1/notifications/ID/retry, operate, 404",
        "POST, /api/v1/notifications/ID/cancel, operate, 404",
        "POST, /api/v1/notifications/ID/discard, operate, 404",
        "POST, /api/v1/channels/email/pause, operate, 400",
        "POST, /api/v1/channels/email/resume, operate, 200",
        "POST, /api/v1/notification%73, operate, 403",
        "DELETE, /api/v1/notifications/ID, operate, 405",
        "POST, /api/v1/nothing, operate, 404"
    })
    void eachOperationTakesOneScope(String method, String path, String scope, int answer) {
        String address = path.replace("ID", NOBODYS.toString());
        String others = "send read operate".replace(scope, "").strip().replaceAll(" +", " ");

        assertThat(call(clientWith(scope), method, address).status()).isEqualTo(answer);
        Answer refused = call(clientWith(others), method, address);
        if (answer == 403) {
            assertThat(refused.status()).isEqualTo(400);
            return;
        }
        assertThat(refused.status()).isEqualTo(403);
        if (!method.equals("HEAD")) {
            assertThat(refused.isProblem()).isTrue();
            assertThat(refused.json().path("type").asString())
                    .isEqualTo("urn:vestnik:problem:forbidden");
            assertThat(refused.json().path("missingScope").asString()).isEqualTo(scope);
            assertThat(refused.json().path("detail").asString()).contains(scope);
        }
    }

    @Test
    void keysOfBeforeMayDoEverything() {
        assertThat(
                        sql.sql("select scopes::text from api_key where prefix = ?")
                                .param(RunningApi.KEY.substring(0, 12))
                                .query(String.class)
                                .single())
                .isEqualTo("{send,read,operate}");
        assertThat(api.client().post(ApiClient.notification("ann@example.com")).status())
                .isEqualTo(202);
    }

    @Test
    void whenAKeyWasUsedIsWrittenLaterAndOnce() {
        ApiClient client = clientWith("read");
        client.get("/api/v1/channels");
        assertThat(used()).isZero();

        api.bean(KeyUse.class).write();
        assertThat(used()).isPositive();
        sql.sql("update api_key set last_used_at = null").update();
        client.get("/api/v1/channels");
        api.bean(KeyUse.class).write();
        assertThat(used()).isZero();
    }

    private static long used() {
        return sql.sql("select count(*) from api_key where last_used_at is not null")
                .query(Long.class)
                .single();
    }
}
