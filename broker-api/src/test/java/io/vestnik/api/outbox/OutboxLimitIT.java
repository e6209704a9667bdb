package io.vestnik.api.outbox;

import static java.lang.Thread.State.BLOCKED;
import static java.lang.Thread.State.TERMINATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.vestnik.api.ApiClient;
import io.vestnik.api.ApiClient.Answer;
import io.vestnik.api.RunningApi;
import io.vestnik.api.problem.ProblemException;
import io.vestnik.testkit.PostgresDatabase;
import io.vestnik.testkit.RabbitBroker;
import io.vestnik.testkit.fault.FaultProxy;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the API does while the broker takes nothing, for as long as that may be (F18). */
class OutboxLimitIT {
    private static final String SETTING = "vestnik.outbox.limit=5";

    /** Which is counted once: a second time after a pause of this machine would change it. */
    private static OutboxLimit limitOf(long limit, PostgresDatabase database) {
        return new OutboxLimit(JdbcClient.create(database.dataSource()), limit, Duration.ofDays(1));
    }

    private static Answer post(RunningApi api) {
        return api.client().post(ApiClient.notification("ann@example.com"));
    }

    private static long rows(PostgresDatabase database) {
        return JdbcClient.create(database.dataSource())
                .sql("select count(*) from outbox")
                .query(Long.class)
                .single();
    }

    @Test
    void aFullOutboxIsAnswered503UntilThereIsRoomAgain() {
        try (PostgresDatabase database = PostgresDatabase.migratedDatabase();
                RunningApi api = RunningApi.startWithoutBroker(database, SETTING)) {
            for (int i = 0; i < 5; i++) {
                assertThat(post(api).status()).isEqualTo(202);
            }
            for (int i = 0; i < 3; i++) {
                Answer full = post(api);
                assertThat(full.status()).isEqualTo(503);
                assertThat(full.header("Retry-After")).hasValue("5");
                assertThat(full.isProblem()).isTrue();
                assertThat(full.json().path("type").asString())
                        .isEqualTo("urn:vestnik:problem:unavailable");
            }
            assertThat(rows(database)).isEqualTo(5);

            JdbcClient.create(database.dataSource()).sql("delete from outbox").update();
            await().atMost(Duration.ofSeconds(5)).until(() -> post(api).status() == 202);
        }
    }

    @Test
    void whoAsksWhenItIsCountedTakesRoomToo() {
        try (PostgresDatabase database = PostgresDatabase.migratedDatabase()) {
            var limit = limitOf(5, database);
            limit.admit(3);
            limit.admit(2);

            assertThatExceptionOfType(ProblemException.class).isThrownBy(limit::admit);
            assertThatExceptionOfType(ProblemException.class).isThrownBy(limit::admit);
        }
    }

    @Test
    void whatIsLetInWhileItIsCountedComesOnTop() {
        try (PostgresDatabase database = PostgresDatabase.migratedDatabase()) {
            var limit = limitOf(5, database);
            limit.admit(1);

            limit.counted(() -> {
                limit.admit(2);
                return 1;
            });

            limit.admit(2);
            assertThatExceptionOfType(ProblemException.class).isThrownBy(limit::admit);
        }
    }

    @Test
    void twoCountsAtOnceCorrectTheEstimateOnce() throws InterruptedException {
        try (PostgresDatabase database = PostgresDatabase.migratedDatabase()) {
            var limit = limitOf(8, database);
            limit.admit(1);
            var begun = new CountDownLatch(1);
            var end = new CountDownLatch(1);
            Thread slow =
                    Thread.ofPlatform()
                            .start(() ->
                                    limit.counted(() -> {
                                        begun.countDown();
                                        await().until(() -> end.getCount() == 0);
                                        return 5;
                                    }));
            begun.await();
            Thread other = Thread.ofPlatform().start(() -> limit.counted(() -> 5));
            await().until(() -> EnumSet.of(BLOCKED, TERMINATED).contains(other.getState()));
            end.countDown();
            slow.join();
            other.join();

            limit.admit(3);

            assertThatExceptionOfType(ProblemException.class).isThrownBy(limit::admit);
        }
    }

    @Test
    void whatHasLeftTheOutboxTakesNoRoom() {
        try (PostgresDatabase database = PostgresDatabase.migratedDatabase();
                var broker = RabbitBroker.shared().createVirtualHost();
                RunningApi api = RunningApi.start(database, broker, SETTING)) {
            for (int i = 0; i < 4; i++) {
                for (int k = 0; k < 4; k++) {
                    await().atMost(Duration.ofSeconds(5)).until(() -> post(api).status() == 202);
                }
                await().until(() -> rows(database) == 0);
            }
        }
    }

    @Test
    void aPostDoesNotWaitForABrokerThatHasFallenSilent() {
        try (PostgresDatabase database = PostgresDatabase.migratedDatabase();
                var broker = RabbitBroker.shared().createVirtualHost();
                FaultProxy line = FaultProxy.inFrontOf(broker.host(), broker.port(), 1);
                RunningApi api =
                        RunningApi.start(
                                database,
                                broker,
                                "spring.rabbitmq.addresses=127.0.0.1:" + line.port())) {
            assertThat(post(api).status()).isEqualTo(202);
            await().until(() -> rows(database) == 0);
            line.blackhole();

            for (int i = 0; i < 50; i++) {
                long start = System.nanoTime();
                assertThat(post(api).status()).isEqualTo(202);
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isLessThan(Duration.ofSeconds(5));
            }
            line.pass();
            await().atMost(Duration.ofSeconds(60)).until(() -> rows(database) == 0);
        }
    }
}
