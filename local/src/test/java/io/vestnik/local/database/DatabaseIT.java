package io.vestnik.local.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vestnik.local.LocalApplication;
import io.vestnik.testkit.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseIT {
    /** One for all tests: the library unpacks the server once per JVM, and would miss it. */
    @TempDir static Path folder;

    private Path home;
    private DatabaseSettings settings;

    @BeforeEach
    void chooseHomeAndPort() throws IOException {
        home = Files.createTempDirectory(folder, "home");
        settings =
                new DatabaseSettings(
                        home.resolve("postgres"),
                        FreePorts.find(1).getFirst(),
                        "super secret",
                        "owner's \"secret\"",
                        "api secret",
                        "sender secret",
                        "telegram secret",
                        "vk secret");
    }

    @Test
    void eachRoleLogsInWithItsOwnPasswordAndTheSuperuserToo() throws Exception {
        try (Database _ = Database.start(settings)) {
            assertThat(ask("vestnik_owner", "owner's \"secret\"", "select current_user"))
                    .isEqualTo("vestnik_owner");
            assertThat(ask("vestnik_broker_api", "api secret", "select current_user"))
                    .isEqualTo("vestnik_broker_api");
            assertThat(ask("vestnik_email_sender", "sender secret", "select current_user"))
                    .isEqualTo("vestnik_email_sender");
            assertThat(ask("postgres", "super secret", "show password_encryption"))
                    .isEqualTo("scram-sha-256");
        }
    }

    @Test
    void nobodyGetsInWithoutThePassword() throws Exception {
        try (Database _ = Database.start(settings)) {
            for (String user : new String[] {"postgres", "vestnik_owner", "vestnik_broker_api"}) {
                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(() -> ask(user, "a guess", "select 1"))
                        .withMessageContaining("password authentication failed");
            }
            assertThat(Files.readString(home.resolve("postgres/data/pg_hba.conf")).lines())
                    .filteredOn(line -> !line.startsWith("#") && !line.isBlank())
                    .allMatch(line -> line.endsWith("scram-sha-256"));
        }
    }

    @Test
    void whatIsCommittedIsOnDisk() throws Exception {
        try (Database _ = Database.start(settings)) {
            assertThat(ask("postgres", "super secret", "show fsync")).isEqualTo("on");
            assertThat(ask("postgres", "super secret", "show synchronous_commit")).isEqualTo("on");
        }
    }

    @Test
    void rowsSurviveARestart() throws Exception {
        try (Database _ = Database.start(settings)) {
            change("create table kept (word text)");
            change("insert into kept values ('here')");
        }
        try (Database _ = Database.start(settings)) {
            assertThat(ask("vestnik_owner", "owner's \"secret\"", "select word from kept"))
                    .isEqualTo("here");
        }
    }

    @Test
    void aServerLeftBehindByAKilledProcessIsTakenOverAndThenStopped() throws Exception {
        Process predecessor = startInAnotherProcess();
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .untilAsserted(() -> change("create table kept (word text)"));
        } finally {
            predecessor.destroyForcibly().waitFor();
        }
        ProcessHandle orphan = postmaster();
        assertThat(orphan.isAlive()).isTrue();

        try (Database _ = Database.start(settings)) {
            change("insert into kept values ('here')");
        }

        Awaitility.await().until(() -> !orphan.isAlive());
    }

    @Test
    void aFirstStartThatWasCutOffIsMadeAgain() throws Exception {
        Path data = Files.createDirectories(home.resolve("postgres/data"));
        Files.writeString(data.resolve("postgresql.conf"), "# half made");

        try (Database _ = Database.start(settings)) {
            assertThat(ask("postgres", "super secret", "select 1")).isEqualTo("1");
        }
    }

    private Process startInAnotherProcess() throws IOException {
        ProcessBuilder another =
                new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LocalApplication.class.getName(),
                        "database");
        another.environment().put("VESTNIK_HOME", home.toString());
        another.environment().put("VESTNIK_DATABASE_PORT", String.valueOf(settings.port()));
        another.environment()
                .put("VESTNIK_DATABASE_SUPERUSER_PASSWORD", settings.superuserPassword());
        another.environment().put("VESTNIK_DATABASE_OWNER_PASSWORD", settings.ownerPassword());
        another.environment()
                .put("VESTNIK_DATABASE_BROKER_API_PASSWORD", settings.brokerApiPassword());
        another.environment()
                .put("VESTNIK_DATABASE_EMAIL_SENDER_PASSWORD", settings.emailSenderPassword());
        another.environment()
                .put(
                        "VESTNIK_DATABASE_TELEGRAM_SENDER_PASSWORD",
                        settings.telegramSenderPassword());
        another.environment()
                .put("VESTNIK_DATABASE_VK_SENDER_PASSWORD", settings.vkSenderPassword());
        return another.redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile())
                .start();
    }

    private ProcessHandle postmaster() throws IOException {
        String pid = Files.readAllLines(home.resolve("postgres/data/postmaster.pid")).getFirst();
        return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    }

    private void change(String sql) throws SQLException {
        try (Connection owner = connect("vestnik_owner", settings.ownerPassword());
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    private String ask(String user, String password, String query) throws SQLException {
        try (Connection connection = connect(user, password);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            answer.next();
            return answer.getString(1);
        }
    }

    private Connection connect(String user, String password) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:%d/vestnik".formatted(settings.port());
        return DriverManager.getConnection(url, user, password);
    }
}
