package io.vestnik.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.contract.Channel;
import io.vestnik.doctor.postgres.DatabaseChecks;
import io.vestnik.doctor.postgres.DatabaseSettings;
import io.vestnik.doctor.report.Finding;
import io.vestnik.doctor.report.Findings;
import io.vestnik.doctor.report.Level;
import io.vestnik.testkit.FreePorts;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The doctor says of a healthy installation that it is, and of each defect where it is. */
class DoctorIT {
    private static final String OLD_NOTIFICATION =
            """
            with n as (
                insert into notification (id, owner, channel, recipient, content, on_uncertain,
                    max_attempts, status, created_at, updated_at)
                values (gen_random_uuid(), 'default', 'email', 'ann@example.com', '{}', 'resend',
                    5, '%s', now() - interval '%s', now() - interval '%s') returning id)
            """;

    /** The same broker for all, and a new database for each. */
    private static HealthyInstallation installation;

    @BeforeAll
    static void start() throws Exception {
        installation = new HealthyInstallation();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(notOk(findings())).isEmpty());
    }

    @AfterAll
    static void stop() throws Exception {
        installation.close();
    }

    @BeforeEach
    void renewDatabase() {
        installation.renewDatabase();
    }

    private static List<Finding> findings() {
        return findings(Map.of());
    }

    private static List<Finding> findings(Map<String, String> more) {
        Map<String, String> environment = installation.environment();
        environment.putAll(more);
        return new Examination(DoctorSettings.of(environment), Clock.systemUTC()).examine().all();
    }

    static List<Finding> notOk(List<Finding> findings) {
        return findings.stream().filter(finding -> finding.level() != Level.OK).toList();
    }

    static void isTheOnlyOne(List<Finding> findings, String check, Level level, String words) {
        assertThat(notOk(findings))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.check()).isEqualTo(check);
                    assertThat(finding.level()).isEqualTo(level);
                    assertThat(finding.value()).contains(words);
                    assertThat(finding.limit()).isNotBlank();
                    assertThat(finding.remedy()).isNotBlank();
                });
    }

    private record Run(int exit, String output) {}

    private Run run(Map<String, String> more, String... arguments) {
        Map<String, String> environment = installation.environment();
        environment.putAll(more);
        var output = new ByteArrayOutputStream();
        int exit = Doctor.run(List.of(arguments), environment, new PrintStream(output, true));
        return new Run(exit, output.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aHealthyInstallationIsAllOk() {
        Run text = run(Map.of());
        assertThat(text.exit()).isZero();
        List<String> lines = text.output().lines().toList();
        assertThat(lines).hasSizeGreaterThan(25);
        assertThat(lines.subList(0, lines.size() - 2)).allMatch(line -> line.startsWith("ok "));
        assertThat(lines.getLast()).endsWith("0 not possible from here, 0 to change, 0 failed.");

        Run json = run(Map.of(), "--json");
        assertThat(json.exit()).isZero();
        JsonNode report = JsonMapper.builder().build().readTree(json.output());
        assertThat(report.path("result").asString()).isEqualTo("ok");
        assertThat(report.path("findings")).hasSize(lines.size() - 2);
        assertThat(run(Map.of(), "--please").exit()).isEqualTo(2);
        assertThat(run(Map.of("VESTNIK_RETRY_WAITS", "soon")).output())
                .contains("VESTNIK_RETRY_WAITS");
    }

    @ParameterizedTest
    @CsvSource({
        "VESTNIK_RABBITMQ_CONSUMER_TIMEOUT, 60000, consumer timeout, FAIL, 60 s",
        "VESTNIK_RABBITMQ_CONSUMER_TIMEOUT, 1200000, consumer timeout, WARN, 1200 s",
        "VESTNIK_RABBITMQ_DEAD_LETTER_TIMEOUT, undefined, dead-letter timeout, WARN, not set",
        "VESTNIK_RABBITMQ_DEAD_LETTER_TIMEOUT, 1000, dead-letter timeout, WARN, 1 s",
        "VESTNIK_RABBITMQ_API_USER, nobody, user nobody, FAIL, is not there",
        "VESTNIK_RETRY_WAITS, '10s,1m,2m', queue email.retry.2m, FAIL, is not there"
    })
    void aSettingThatDoesNotFitIsFoundInItsOwnLine(
            String variable, String value, String check, Level level, String words) {
        isTheOnlyOne(findings(Map.of(variable, value)), check, level, words);
    }

    @Test
    void whatCannotBeReadIsNotedAndDoesNoHarm() {
        Map<String, String> unknown = installation.environment();
        unknown.keySet().removeIf(name -> name.endsWith("TIMEOUT") || name.endsWith("HEALTH"));
        List<Finding> findings =
                new Examination(DoctorSettings.of(unknown), Clock.systemUTC()).examine().all();

        assertThat(notOk(findings))
                .extracting(Finding::check)
                .containsExactly(
                        "consumer timeout", "dead-letter timeout", "broker-api", "email-sender");
        assertThat(notOk(findings)).extracting(Finding::level).containsOnly(Level.NOTE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "delete from flyway_schema_history where version <> '1' | schema | FAIL | version 1",
                "insert into flyway_schema_history select 99, '99', 'x', 'SQL', 'x', 1, 'x', now(), 1, true | schema | WARN | version 99",
                "revoke insert on outbox from vestnik_api | role vestnik_broker_api | FAIL | insert outbox",
                "revoke update (held_up) on notification from vestnik_sender | role vestnik_email_sender | FAIL | update held_up of notification",
                "grant delete on attempt to vestnik_sender | role vestnik_email_sender | WARN | delete attempt",
                "grant update on decision to vestnik_broker_api | role vestnik_broker_api | WARN | update decision",
                "grant select on api_key to public | role vestnik_email_sender | WARN | select api_key",
                "insert into channel_pause values ('email', 'hand', 'tonight', 'vst_x') | channel email | WARN | by vst_x: tonight"
            })
    void aDefectOfTheDatabaseIsFoundInItsOwnLine(
            String statement, String check, Level level, String words) throws Exception {
        installation.sql(statement);

        isTheOnlyOne(findings(), check, level, words);
    }

    @Test
    void commitsThatAreNotOnDiskAreFound() throws Exception {
        String database = installation.database.name();
        installation.sql("alter database " + database + " set synchronous_commit = off");
        isTheOnlyOne(findings(), "synchronous_commit", Level.FAIL, "off for everybody");
        installation.sql("alter database " + database + " reset synchronous_commit");

        installation.sql(
                "alter role vestnik_broker_api in database "
                        + database
                        + " set synchronous_commit = off");
        isTheOnlyOne(findings(), "synchronous_commit", Level.FAIL, "off for vestnik_broker_api");
        installation.sql(
                "alter role vestnik_broker_api in database "
                        + database
                        + " reset synchronous_commit");
        assertThat(notOk(findings())).isEmpty();
    }

    /** fsync is looked at in the same way; the server of the tests does not let it be changed. */
    @Test
    void aServerThatDoesNotWriteThroughIsFound() throws Exception {
        try {
            installation.sql("alter system set full_page_writes = off");
            installation.sql("select pg_reload_conf()");
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(
                            () -> isTheOnlyOne(findings(), "full_page_writes", Level.FAIL, "off"));
        } finally {
            installation.sql("alter system reset full_page_writes");
            installation.sql("select pg_reload_conf()");
        }
        await().untilAsserted(() -> assertThat(notOk(findings())).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"120 s, WARN, the oldest for 12", "20 min, FAIL, the oldest for 120"})
    void anOutboxThatDoesNotEmptyIsFound(String age, Level level, String words) throws Exception {
        installation.sql(
                OLD_NOTIFICATION.formatted("sent", age, age)
                        + "insert into outbox (notification_id, cycle, attempt, due_at)"
                        + " select id, 1, 1, now() from n");

        isTheOnlyOne(findings(), "outbox", level, words);
    }

    @Test
    void anOverdueNotificationIsFoundUnlessTheChannelIsPaused() throws Exception {
        installation.sql(OLD_NOTIFICATION.formatted("queued", "2 min", "2 min") + "select from n");
        isTheOnlyOne(findings(), "overdue email", Level.FAIL, "1, the oldest for 12");

        installation.sql("insert into channel_pause values ('email', 'set-up', '535', 'sender')");
        isTheOnlyOne(findings(), "channel email", Level.WARN, "paused (set-up)");
    }

    private List<Finding> databaseFindings(Clock clock, Duration longTransaction) {
        var login = installation.database.owner();
        var findings = new Findings();
        new DatabaseChecks(
                        new DatabaseSettings(
                                installation.database.jdbcUrl(),
                                login.user(),
                                login.password(),
                                "vestnik_broker_api",
                                Map.of(Channel.EMAIL, "vestnik_email_sender"),
                                longTransaction),
                        clock)
                .examine(findings);
        return findings.all();
    }

    @ParameterizedTest
    @CsvSource({"PT10S, WARN", "PT-2H, FAIL"})
    void aClockThatIsWrongIsFound(Duration offset, Level level) {
        isTheOnlyOne(
                databaseFindings(Clock.offset(Clock.systemUTC(), offset), Duration.ofMinutes(5)),
                "clock",
                level,
                "s apart");
    }

    @Test
    void aTransactionThatStaysOpenIsFound() throws Exception {
        try (var connection = installation.database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("select 1");
            await().untilAsserted(() ->
                    isTheOnlyOne(
                            databaseFindings(Clock.systemUTC(), Duration.ofSeconds(1)),
                            "long transactions",
                            Level.WARN,
                            "postgres"));
        }
    }

    @Test
    void aServiceThatIsNotReadyOrNotThereIsFound() {
        installation.apiStatus = 503;
        isTheOnlyOne(findings(), "broker-api", Level.FAIL, "is not ready: 503");
        installation.apiStatus = 200;
        isTheOnlyOne(
                findings(Map.of("VESTNIK_EMAIL_SENDER_HEALTH", nobody())),
                "email-sender",
                Level.FAIL,
                "does not answer");
    }

    private static String nobody() {
        return "http://127.0.0.1:" + FreePorts.find(1).getFirst();
    }

    @Test
    void whatIsDownIsSaidInOneLineAndTheRestIsLookedAt() {
        isTheOnlyOne(
                findings(Map.of("VESTNIK_RABBITMQ_UI", nobody())),
                "RabbitMQ",
                Level.FAIL,
                "does not answer");
        isTheOnlyOne(
                findings(Map.of("VESTNIK_RABBITMQ_ADMIN_PASSWORD", "wrong")),
                "RabbitMQ",
                Level.FAIL,
                "answers 401");
        isTheOnlyOne(
                findings(Map.of("VESTNIK_RABBITMQ_VHOST", "elsewhere")),
                "virtual host",
                Level.FAIL,
                "elsewhere is not there");
        isTheOnlyOne(
                findings(
                        Map.of(
                                "VESTNIK_DATABASE_URL",
                                nobody().replace("http:", "jdbc:postgresql:") + "/vestnik")),
                "PostgreSQL",
                Level.FAIL,
                "cannot be asked");
    }

    @Test
    void noSecretIsPrintedWhateverHappens() {
        Map<String, String> secrets =
                Map.of(
                        "VESTNIK_RABBITMQ_ADMIN_PASSWORD", "canary-1",
                        "VESTNIK_DATABASE_OWNER_PASSWORD", "canary-2");
        Run wrong = run(secrets);
        assertThat(wrong.exit()).isEqualTo(1);
        assertThat(wrong.output()).contains("FAIL").doesNotContain("canary", "Exception", "\tat ");

        var environment = installation.environment();
        String healthy = run(Map.of()).output() + run(Map.of(), "--json").output();
        assertThat(healthy)
                .doesNotContain(
                        environment.get("VESTNIK_RABBITMQ_ADMIN_PASSWORD"),
                        environment.get("VESTNIK_DATABASE_OWNER_PASSWORD"),
                        installation.api.password());
    }
}
