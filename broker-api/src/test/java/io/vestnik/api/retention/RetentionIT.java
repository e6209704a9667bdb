package io.vestnik.api.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.vestnik.api.ApiClient;
import io.vestnik.api.ApiClient.Answer;
import io.vestnik.api.ApiWorld;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What has ended is deleted after its time, and nothing else. */
@ExtendWith(OutputCaptureExtension.class)
class RetentionIT {
    private static final Duration LONG_AGO = Duration.ofDays(91);
    private static final Duration LATELY = Duration.ofDays(89);

    private final ApiWorld world = ApiWorld.shared();
    private final OldRows rows = new OldRows(world.sql);
    private final Retention retention = world.api.bean(Retention.class);

    @BeforeEach
    void nothingIsLeftOfOtherTests() {
        retention.deleteWhatIsOld();
    }

    /** Other tests count these. */
    @AfterEach
    void nothingIsLeftForOtherTests() {
        world.sql.sql("delete from manual_removal").update();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sent", "cancelled", "expired", "discarded"})
    void whatHasEndedLongAgoGoesWithAllThatBelongsToIt(String status, CapturedOutput output) {
        UUID id = rows.insert(status, LONG_AGO, LONG_AGO);
        String file = "0a".repeat(32);
        rows.complete(id, file, "abc");
        double before = deleted("notification");

        retention.deleteWhatIsOld();

        assertThat(rows.isThere(id)).isFalse();
        for (String table :
                List.of(
                        "attempt",
                        "decision",
                        "outbox",
                        "manual_removal",
                        "notification_attachment")) {
            assertThat(rows.count(table + " where notification_id", id)).as(table).isZero();
        }
        assertThat(rows.count("attachment where sha256", file)).isZero();
        assertThat(deleted("notification")).isEqualTo(before + 1);
        assertThat(output).contains("Deleted 1 notifications").contains("and 1 files");
    }

    private double deleted(String what) {
        return world.api
                .bean(MeterRegistry.class)
                .counter("vestnik.retention.deleted", "what", what)
                .count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"manual", "queued", "retrying"})
    void whatHasNotEndedStaysHoweverOldItIs(String status, CapturedOutput output) {
        UUID id = rows.insert(status, LONG_AGO.multipliedBy(10), LONG_AGO.multipliedBy(10));

        retention.deleteWhatIsOld();

        assertThat(rows.isThere(id)).isTrue();
        assertThat(output).doesNotContain("Deleted");
        rows.sql().sql("delete from notification where id = :id").param("id", id).update();
    }

    @Test
    void aRunThatEndedLongAgoGoesWithTheLastOfItsDecisions(CapturedOutput output) {
        UUID alone = rows.insertRun("done", LONG_AGO);
        UUID mentioned = rows.insertRun("stopped", LONG_AGO);
        UUID young = rows.insertRun("done", LATELY);
        UUID notEnded = rows.insertRun("running", LONG_AGO);
        UUID decided = rows.insert("sent", LONG_AGO, LATELY);
        rows.decide(decided, mentioned);
        double before = deleted("run");

        retention.deleteWhatIsOld();

        assertThat(List.of(mentioned, young, notEnded))
                .allMatch(id -> rows.count("run where id", id) == 1);
        assertThat(rows.count("run where id", alone)).isZero();
        assertThat(deleted("run")).isEqualTo(before + 1);
        assertThat(output).contains("Deleted 0 notifications and 1 runs");

        world.sql.sql("delete from notification where id = ?").param(decided).update();
        retention.deleteWhatIsOld();

        assertThat(rows.count("run where id", mentioned)).isZero();
        world.sql.sql("delete from run where id in (?, ?)").params(young, notEnded).update();
    }

    @Test
    void theTimeBeginsWhenItHasEnded() {
        UUID young = rows.insert("sent", LATELY, LATELY);
        UUID decidedLately = rows.insert("discarded", LONG_AGO, LATELY);

        retention.deleteWhatIsOld();

        assertThat(rows.isThere(young)).isTrue();
        assertThat(rows.isThere(decidedLately)).isTrue();
    }

    @Test
    void aFileThatAnotherOneCarriesStays() {
        String file = "0b".repeat(32);
        rows.complete(rows.insert("sent", LONG_AGO, LONG_AGO), file, "abc");
        UUID young = rows.insert("sent", LATELY, LATELY);
        rows.complete(young, file, "abc");

        retention.deleteWhatIsOld();

        assertThat(rows.count("attachment where sha256", file)).isEqualTo(1);
    }

    @Test
    void manyAreDeletedInBatchesBetweenThoseThatStayAndPostsGoOn() {
        List<UUID> manual = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Duration age = Duration.ofDays(100).plusSeconds(i * 600L);
            manual.add(rows.insert("manual", age, age));
        }
        rows.insertSent(3 * RetentionSteps.BATCH);
        List<Answer> answers = new ArrayList<>();
        long slowest = 0;

        try (var runner = Executors.newVirtualThreadPerTaskExecutor()) {
            var run = runner.submit(retention::deleteWhatIsOld);
            while (!run.isDone()) {
                long begin = System.nanoTime();
                answers.add(world.client.post(ApiClient.notification("ann@example.com")));
                slowest = Math.max(slowest, System.nanoTime() - begin);
            }
        }

        assertThat(rows.count("notification where owner", "many")).isZero();
        assertThat(manual).allMatch(rows::isThere);
        assertThat(answers).isNotEmpty().allMatch(answer -> answer.status() == 202);
        // As long as a lock may be waited for: nobody came near it.
        assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void itGoesAlongThePrimaryKey() {
        rows.insertSent(100);

        String plan =
                String.join(
                        "\n",
                        world.api
                                .bean(JdbcClient.class)
                                .sql("explain " + OldNotifications.DELETE)
                                .param("after", OldNotifications.NONE)
                                .param("before", UUID.randomUUID())
                                .param("most", RetentionSteps.BATCH)
                                .param("time", Instant.now().atOffset(ZoneOffset.UTC))
                                .query(String.class)
                                .list());

        assertThat(plan)
                .containsPattern("Index (Only )?Scan using notification_pkey on notification")
                .containsPattern("Index Scan using notification_pkey on notification n")
                .doesNotContain("Seq Scan");
    }

    @Test
    void whileAnotherInstanceIsAtItNothingIsDone() throws SQLException {
        UUID id = rows.insert("sent", LONG_AGO, LONG_AGO);
        try (Connection other = world.database.dataSource().getConnection()) {
            other.setAutoCommit(false);
            try (var lock = other.prepareStatement("select pg_advisory_xact_lock(1448300632, 0)")) {
                lock.execute();
            }
            retention.deleteWhatIsOld();
            assertThat(rows.isThere(id)).isTrue();
            other.rollback();
        }

        retention.deleteWhatIsOld();

        assertThat(rows.isThere(id)).isFalse();
    }

    @Test
    void aKeyThatOutlivesItsNotificationSendsNothingAgain() {
        String key = UUID.randomUUID().toString();
        String body = ApiClient.notification("ann@example.com");
        Answer first = world.client.post(body, "Idempotency-Key", key);
        world.sql
                .sql(
                        """
                        delete from notification where id = :id
                        """)
                .param("id", UUID.fromString(first.id()))
                .update();
        long before = world.count("notification");

        Answer again = world.client.post(body, "Idempotency-Key", key);

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(world.count("notification")).isEqualTo(before);
        assertThat(world.client.get("/api/v1/notifications/" + first.id()).status()).isEqualTo(404);
    }
}
