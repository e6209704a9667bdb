package io.vestnik.api.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.api.ApiClient;
import io.vestnik.api.ApiClient.Answer;
import io.vestnik.api.ApiWorld;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The same request again: the same answer, and nothing new. */
class IdempotencyIT {
    private final ApiWorld world = ApiWorld.shared();
    private final String key = UUID.randomUUID().toString();
    private final String body = ApiClient.notification("ann@example.com");

    private Answer post(String text) {
        return world.client.post(text, "Idempotency-Key", key);
    }

    @Test
    void aRepeatedRequestGetsTheSameAnswer() {
        long before = world.count("notification");

        Answer first = post(body);
        Answer second = post(body);

        assertThat(first.status()).isEqualTo(202);
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.response().body()).isEqualTo(first.response().body());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(world.count("notification")).isEqualTo(before + 1);
    }

    @Test
    void aKeyIsNotUsedForTwoBodies() {
        post(body);

        Answer other = post(ApiClient.notification("bob@example.com"));

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().path("type").asString())
                .isEqualTo("urn:vestnik:problem:key-reused");
    }

    @Test
    void aRefusedRequestDoesNotUseTheKeyUp() {
        assertThat(post(ApiClient.notification("nobody")).status()).isEqualTo(400);
        assertThat(post(body).status()).isEqualTo(202);
    }

    @Test
    void withoutAKeyEachRequestIsANewOne() {
        assertThat(world.client.post(body).id()).isNotEqualTo(world.client.post(body).id());
    }

    @Test
    void fiftyAtOnceAreOneNotification() {
        long before = world.count("notification");
        CyclicBarrier start = new CyclicBarrier(50);
        List<Future<Answer>> calls;
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            calls =
                    IntStream.range(0, 50)
                            .mapToObj(i -> callers.submit(() -> postAfter(start)))
                            .toList();
        }
        List<Answer> answers = calls.stream().map(Future::resultNow).toList();

        assertThat(answers).allMatch(a -> a.status() == 202 || a.status() == 409);
        assertThat(answers.stream().filter(a -> a.status() == 202).map(Answer::id).distinct())
                .hasSize(1);
        assertThat(world.count("notification")).isEqualTo(before + 1);
    }

    private Answer postAfter(CyclicBarrier start) throws Exception {
        start.await();
        return post(body);
    }

    @Test
    void aKeyWhoseRequestTakesLongIsInFlight() throws SQLException {
        try (Connection other = world.database.dataSource().getConnection()) {
            other.setAutoCommit(false);
            try (var insert =
                    other.prepareStatement(
                            """
                            insert into idempotency_key values
                            ('default', ?, '\\x00', gen_random_uuid(), now())\
                            """)) {
                insert.setString(1, key);
                insert.execute();
                long start = System.nanoTime();
                Answer answer = post(body);
                assertThat(answer.status()).isEqualTo(409);
                assertThat(answer.json().path("type").asString())
                        .isEqualTo("urn:vestnik:problem:key-in-flight");
                assertThat(answer.header("Retry-After")).isPresent();
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isLessThan(Duration.ofSeconds(5));
            }
            other.rollback();
        }
        assertThat(post(body).status()).isEqualTo(202);
    }

    private void insertOldKeys(String name, int many) {
        world.sql
                .sql(
                        """
                        insert into idempotency_key select 'default', :name || ' ' || n, '\\x00',
                        gen_random_uuid(), now() - interval '31 days'
                        from generate_series(1, :many) n\
                        """)
                .param("name", name)
                .param("many", many)
                .update();
    }

    private long keysLike(String name) {
        return world.sql
                .sql("select count(*) from idempotency_key where key like :name || ' %'")
                .param("name", name)
                .query(Long.class)
                .single();
    }

    @Test
    void oldKeysAreForgotten() {
        String id = post(body).id();
        insertOldKeys("old", 2500);

        world.api.bean(IdempotencyCleanUp.class).forgetOldKeys();

        assertThat(keysLike("old")).isZero();
        assertThat(post(body).id()).isEqualTo(id);
    }

    @Test
    void forgettingThemHoldsUpNothingElseThatTheClockBegins() throws Exception {
        insertOldKeys("held", 3);
        IdempotencyCleanUp cleanUp = world.api.bean(IdempotencyCleanUp.class);
        try (Connection other = world.database.dataSource().getConnection();
                var lock =
                        other.prepareStatement(
                                "select 1 from idempotency_key where key = 'held 2' for update")) {
            other.setAutoCommit(false);
            lock.execute();
            long start = System.nanoTime();

            cleanUp.begin();

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(1));
            other.rollback();
        }
        Awaitility.await().until(() -> keysLike("held") == 0);
    }
}
