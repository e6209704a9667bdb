package io.vestnik.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vestnik.api.RunningApi;
import io.vestnik.testkit.PostgresDatabase;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.NestedExceptionUtils;

/** When the service refuses to start, its operator reads why and what to do. */
@ExtendWith(OutputCaptureExtension.class)
class StartIT {

    @Test
    void withoutADatabaseItTriesForAWhileAndThenSaysSo(CapturedOutput output) {
        try (PostgresDatabase database = PostgresDatabase.freshDatabase()) {
            long start = System.nanoTime();
            assertThatThrownBy(() ->
                            RunningApi.startWithoutBroker(
                                    database,
                                    "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none",
                                    "vestnik.database.wait-at-start=5s"))
                    .satisfies(StartIT::wasRefused);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(30));
        }
        assertThat(output.getAll())
                .contains(
                        "Try 1 to reach the database failed", "Try 2 to reach the database failed")
                .contains("The database at jdbc:postgresql://127.0.0.1:1/none cannot be used")
                .contains("Start PostgreSQL, or set VESTNIK_DATABASE_URL");
    }

    @Test
    void aWrongPasswordIsNotTriedAgain(CapturedOutput output) {
        try (PostgresDatabase database = PostgresDatabase.freshDatabase()) {
            assertThatThrownBy(() ->
                            RunningApi.startWithoutBroker(
                                    database, "spring.flyway.user=nobody-of-that-name"))
                    .satisfies(StartIT::wasRefused);
        }
        assertThat(output.getAll()).contains("cannot be used").doesNotContain("Try 2");
    }

    @Test
    void keysMustBeKeptLongerThanANotificationLives(CapturedOutput output) {
        try (PostgresDatabase database = PostgresDatabase.migratedDatabase()) {
            assertThatThrownBy(() ->
                            RunningApi.startWithoutBroker(
                                    database,
                                    "vestnik.idempotency.keep=2h",
                                    "vestnik.retry.waits=1h,1h"))
                    .satisfies(StartIT::wasRefused);
        }
        assertThat(output.getAll())
                .contains("kept for 2h, but a notification may be under way for 2h")
                .contains("VESTNIK_IDEMPOTENCY_KEEP");
    }

    @Test
    void notificationsMustBeKeptLongerThanTheirKeys(CapturedOutput output) {
        try (PostgresDatabase database = PostgresDatabase.migratedDatabase()) {
            assertThatThrownBy(() ->
                            RunningApi.startWithoutBroker(
                                    database,
                                    "vestnik.retention.keep=30d",
                                    "vestnik.idempotency.keep=30d"))
                    .satisfies(StartIT::wasRefused);
        }
        assertThat(output.getAll())
                .contains("kept for 30d, but their Idempotency-Keys for 30d")
                .contains("VESTNIK_RETENTION_KEEP to more than VESTNIK_IDEMPOTENCY_KEEP");
    }

    @Test
    void aShortKeyIsRefused(CapturedOutput output) {
        try (PostgresDatabase database = PostgresDatabase.migratedDatabase()) {
            assertThatThrownBy(
                            () -> RunningApi.startWithoutBroker(database, "vestnik.api-key=secret"))
                    .satisfies(StartIT::wasRefused);
        }
        assertThat(output.getAll())
                .contains("VESTNIK_API_KEY is no key")
                .doesNotContain("key=secret");
    }

    @ParameterizedTest
    @CsvSource({
        "vestnik.channels.email.on-uncertain, sometimes, 'VESTNIK_EMAIL_ON_UNCERTAIN to resend or hold'",
        "vestnik.channels.pigeon.on-uncertain, hold, 'the channels are [email, telegram, vk]'"
    })
    void whatToDoWhenItIsUncertainMustBeAChoice(
            String setting, String value, String remedy, CapturedOutput output) {
        try (PostgresDatabase database = PostgresDatabase.migratedDatabase()) {
            assertThatThrownBy(() -> RunningApi.startWithoutBroker(database, setting + "=" + value))
                    .satisfies(StartIT::wasRefused);
        }
        assertThat(output.getAll()).contains(remedy);
    }

    @Test
    void aDatabaseThatForgetsWhatItConfirmsIsRefused(CapturedOutput output) throws Exception {
        try (PostgresDatabase database = PostgresDatabase.migratedDatabase()) {
            try (var connection = database.dataSource().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute(
                        "alter database " + database.name() + " set synchronous_commit = off");
            }
            assertThatThrownBy(() -> RunningApi.startWithoutBroker(database))
                    .satisfies(StartIT::wasRefused);
        }
        assertThat(output.getAll())
                .contains("PostgreSQL has synchronous_commit off, and has to have it on")
                .contains("./vestnik doctor");
    }

    private static void wasRefused(Throwable failure) {
        assertThat(NestedExceptionUtils.getMostSpecificCause(failure))
                .isInstanceOf(StartRefusedException.class);
    }
}
