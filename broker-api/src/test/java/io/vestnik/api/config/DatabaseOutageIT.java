package io.vestnik.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.api.ApiClient;
import io.vestnik.api.ApiClient.Answer;
import io.vestnik.api.RunningApi;
import io.vestnik.testkit.PostgresDatabase;
import io.vestnik.testkit.fault.Fault;
import io.vestnik.testkit.fault.FaultProxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database goes away under a running API, or freezes, and comes back (F20, F21). */
class DatabaseOutageIT {
    /** The longest statement, and half a second. */
    private static final Duration FROZEN_ANSWER = Duration.ofMillis(8_500);

    private PostgresDatabase database;
    private FaultProxy line;
    private RunningApi api;

    @BeforeEach
    void start() {
        database = PostgresDatabase.migratedDatabase();
        URI address = URI.create(database.jdbcUrl().substring("jdbc:".length()));
        line = FaultProxy.inFrontOf(address.getHost(), address.getPort(), 1);
        String url =
                database.jdbcUrl().replaceFirst("//[^/]+/", "//127.0.0.1:" + line.port() + "/");
        api = RunningApi.startWithoutBroker(database, "spring.datasource.url=" + url);
        assertThat(post().status()).isEqualTo(202);
    }

    @AfterEach
    void stop() {
        line.pass();
        api.close();
        line.close();
        database.close();
    }

    private Answer post() {
        return api.client().post(ApiClient.notification("ann@example.com"));
    }

    private record Timed(Answer answer, Duration took) {}

    private Timed timedPost() {
        long start = System.nanoTime();
        Answer answer = post();
        return new Timed(answer, Duration.ofNanos(System.nanoTime() - start));
    }

    private static void isRefusedPolitely(Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isPresent();
        assertThat(answer.isProblem()).isTrue();
        assertThat(answer.response().body()).doesNotContain("jdbc", "Hikari", "Exception");
    }

    private void awaitAccepting() {
        await().atMost(Duration.ofSeconds(10)).until(() -> post().status() == 202);
    }

    @Test
    void aRequestIsAnswered503WithinTwoSecondsAndLaterAgain202() {
        line.refuse();
        line.cut(Fault.RESET);
        for (int i = 0; i < 5; i++) {
            Timed timed = timedPost();
            isRefusedPolitely(timed.answer());
            assertThat(timed.took()).isLessThan(Duration.ofMillis(2_500));
        }

        line.pass();
        awaitAccepting();
    }

    @Test
    void aFrozenDatabaseHoldsNobodyLongerThanAStatementMayTake() throws Exception {
        List<Timed> answers = new CopyOnWriteArrayList<>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                calls.add(
                        callers.submit(() -> {
                            // Under load, so that some are in the middle of a statement.
                            Timed timed = timedPost();
                            while (timed.answer().status() == 202) {
                                timed = timedPost();
                            }
                            answers.add(timed);
                        }));
            }
            await().until(() -> line.openConnections() > 2);
            line.blackhole();
            for (Future<?> call : calls) {
                call.get();
            }
        }
        assertThat(answers)
                .hasSize(8)
                .allSatisfy(timed -> {
                    isRefusedPolitely(timed.answer());
                    assertThat(timed.took()).isLessThan(FROZEN_ANSWER);
                });
        Timed later = timedPost();
        isRefusedPolitely(later.answer());
        assertThat(later.took()).isLessThan(Duration.ofMillis(2_500));

        line.pass();
        awaitAccepting();
    }
}
