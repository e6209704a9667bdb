package io.vestnik.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.api.ApiClient;
import io.vestnik.api.ApiClient.Answer;
import io.vestnik.api.ApiWorld;
import io.vestnik.api.RunningApi;
import io.vestnik.testkit.PostgresDatabase;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who gets in, and what strangers see. */
class SecurityIT {
    private final ApiWorld world = ApiWorld.shared();

    private Answer without(String path) {
        return world.client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + world.api.port() + path))
                        .build());
    }

    @Test
    void withoutAKeyNobodyGetsIn() {
        Answer answer = without("/api/v1/notifications");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.isProblem()).isTrue();
        assertThat(answer.header("WWW-Authenticate")).hasValue("Bearer realm=\"vestnik\"");
    }

    @Test
    void theSchemeMayBeWrittenInAnyCase() {
        Answer answer =
                world.client.send(
                        world.client
                                .request("/api/v1/notifications")
                                .setHeader("Authorization", "bearer " + RunningApi.KEY)
                                .build());

        assertThat(answer.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/openapi.yaml",
                "/openapi.json",
                "/docs/index.html",
                "/docs/docs.js",
                "/webjars/swagger-ui/swagger-ui-bundle.js",
                "/webjars/swagger-ui/swagger-ui.css"
            })
    void theDescriptionIsForEverybody(String path) {
        Answer answer = without(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Security-Policy").orElseThrow())
                .contains("script-src 'self';");
        assertThat(answer.header("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/error",
                "/actuator",
                "/actuator/health",
                "/actuator/prometheus",
                "/webjars/",
                "/docs/../application.yaml",
                "/application.yaml",
                "/db/migration/V1__notifications.sql",
                "/login",
                "/favicon.ico"
            })
    void nothingElseIsThere(String path) {
        assertThat(without(path).status()).isIn(400, 404);
    }

    @Test
    void keysAreStoredAsHashesOnly() {
        assertThat(world.sql.sql("select api_key::text from api_key").query(String.class).list())
                .allSatisfy(row -> assertThat(row).doesNotContain(RunningApi.KEY));
    }

    @Test
    void theActuatorShowsHealthInfoAndMetricsOnly() {
        ApiClient actuator = new ApiClient("http://127.0.0.1:" + world.api.actuatorPort(), "none");

        assertThat(actuator.get("/actuator/health").status()).isEqualTo(200);
        assertThat(actuator.get("/actuator/info").status()).isEqualTo(200);
        world.client.post(ApiClient.notification("ann@example.com"));
        assertThat(actuator.get("/actuator/prometheus").response().body())
                .contains("vestnik_notifications_accepted_total", "vestnik_outbox_size");
        for (String other :
                List.of("env", "beans", "heapdump", "shutdown", "loggers", "mappings")) {
            assertThat(actuator.get("/actuator/" + other).status()).isEqualTo(404);
        }
    }

    @Test
    void aRevokedKeyIsRefused() {
        ApiKeys keys = world.api.bean(ApiKeys.class);
        ApiKey key = ApiKey.of("vst_revoked_0123456789abcdef").orElseThrow();
        keys.store(key, "default");
        world.sql
                .sql("update api_key set revoked_at = now() where prefix = 'vst_revoked_'")
                .update();

        assertThat(keys.holderOf(key)).isEmpty();
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void withoutAChosenKeyOneIsMadeAndShownOnce(CapturedOutput output) {
        try (PostgresDatabase database = PostgresDatabase.migratedDatabase()) {
            try (RunningApi first = RunningApi.startWithoutBroker(database, "vestnik.api-key=")) {
                String key = output.getAll().replaceAll("(?s).*shown only now: (\\S+).*", "$1");
                assertThat(key).startsWith("vst_").hasSize(53);
                ApiClient client = new ApiClient("http://127.0.0.1:" + first.port(), key);
                assertThat(client.get("/api/v1/notifications").status()).isEqualTo(200);
            }
            try (RunningApi second = RunningApi.startWithoutBroker(database, "vestnik.api-key=")) {
                assertThat(second.port()).isPositive();
            }
            assertThat(output.getAll().split("shown only now", -1)).hasSize(2);
            assertThat(
                            JdbcClient.create(database.dataSource())
                                    .sql("select count(*) from api_key")
                                    .query(Long.class)
                                    .single())
                    .isEqualTo(1);
        }
    }
}
