package io.vestnik.api.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.api.ApiClient;
import io.vestnik.api.RunningApi;
import io.vestnik.api.desk.ParkedRows;
import io.vestnik.testkit.PostgresDatabase;
import io.vestnik.testkit.RabbitBroker;
import io.vestnik.testkit.VirtualHost;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Runs go on whatever becomes of a process, and keep nobody else waiting. */
@Timeout(180)
class RunWorkerIT {
    private static final Logger log = LoggerFactory.getLogger(RunWorkerIT.class);

    private final PostgresDatabase database = PostgresDatabase.freshDatabase();
    private final VirtualHost broker = RabbitBroker.shared().createVirtualHost();
    private final ParkedRows parked = new ParkedRows(JdbcClient.create(database.dataSource()));

    @AfterEach
    void drop() {
        broker.close();
        database.close();
    }

    @Test
    void aRunGoesOnAfterARestart() {
        List<UUID> ids;
        String run;
        try (RunningApi api = RunningApi.start(database, broker)) {
            ids = parked.park(40, "email:exhausted:421", "421 later");
            RunClient runs = new RunClient(api.client());
            run = runs.retry("email:exhausted:421", "\"perMinute\":1200").id();
            await().until(() -> runs.done(run) > 0);
        }
        long before = parked.decisions(ids);
        assertThat(before).isBetween(1L, 39L);

        try (RunningApi api = RunningApi.start(database, broker)) {
            JsonNode done = new RunClient(api.client()).awaitState(run, "done");

            assertThat(done.path("done").asInt()).isEqualTo(40);
            assertThat(parked.decisions(ids)).isEqualTo(40);
            assertThat(parked.count(ids, "queued")).isEqualTo(40);
        }
    }

    @Test
    void twoProcessesCarryOneRunOnWithoutDoingAnythingTwice() {
        try (RunningApi one = RunningApi.start(database, broker);
                RunningApi two = RunningApi.start(database, broker)) {
            List<UUID> ids = parked.park(3_000, "email:exhausted:421", "421 later");
            RunClient runs = new RunClient(one.client());
            String run = runs.retry("email:exhausted:421", "").id();

            JsonNode done = new RunClient(two.client()).awaitState(run, "done");

            assertThat(done.path("done").asInt()).isEqualTo(3_000);
            assertThat(parked.decisions(ids)).isEqualTo(3_000);
        }
    }

    @Test
    void theFirstThreeAreNotWaitedForWithoutEnd() {
        try (RunningApi api = RunningApi.start(database, broker, "vestnik.run.canary-wait=1s")) {
            List<UUID> ids = parked.park(5, "email:exhausted:421", "421 later");
            RunClient runs = new RunClient(api.client());
            String run = runs.retry("email:exhausted:421", "\"canary\":true").id();
            runs.awaitState(run, "waiting-for-canary");
            parked.become(ids.getFirst(), "retrying", "", "421 not now");

            JsonNode failed = runs.awaitState(run, "failed-canary");

            assertThat(failed.path("problem").asString()).isNotEmpty();
            assertThat(parked.count(ids, "manual")).isEqualTo(2);
        }
    }

    @Test
    void tenThousandAreRetriedAndTheIntakeDoesNotSuffer() {
        try (RunningApi api = RunningApi.start(database, broker)) {
            List<UUID> ids = parked.park(10_000, "email:exhausted:421", "421 later");
            RunClient runs = new RunClient(api.client());
            accept(api.client(), 300);
            long[] alone = accept(api.client(), 300);

            Instant begun = Instant.now();
            String run = runs.retry("email:exhausted:421", "").id();
            Duration answered = Duration.between(begun, Instant.now());
            long[] beside = accept(api.client(), 300);
            JsonNode done = runs.awaitState(run, "done");

            Duration took =
                    Duration.between(
                            Instant.parse(done.path("startedAt").asString()),
                            Instant.parse(done.path("finishedAt").asString()));
            log.info(
                    "Begun in {} ms, done in {} ms; accepting alone {}, beside it {} (us)",
                    answered.toMillis(),
                    took.toMillis(),
                    figures(alone),
                    figures(beside));
            assertThat(done.path("done").asInt()).isEqualTo(10_000);
            assertThat(parked.decisions(ids)).isEqualTo(10_000);
            assertThat(beside[150]).isLessThan(100_000_000);
        }
    }

    /** How long each took, the quickest first, in nanoseconds. */
    private static long[] accept(ApiClient client, int many) {
        long[] took = new long[many];
        for (int i = 0; i < many; i++) {
            long begun = System.nanoTime();
            assertThat(client.post(ApiClient.notification("ann@example.com")).status())
                    .isEqualTo(202);
            took[i] = System.nanoTime() - begun;
        }
        Arrays.sort(took);
        return took;
    }

    private static String figures(long[] took) {
        return "p50 %d, p99 %d".formatted(took[150] / 1000, took[296] / 1000);
    }
}
