package io.vestnik.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** What tests get from the shared server, and what each role may do in the product's schema. */
class PostgresDatabaseIT {
    private static final PostgresDatabase database = PostgresDatabase.migratedDatabase();

    private final JdbcTemplate superuser = new JdbcTemplate(database.dataSource());
    private final JdbcTemplate owner = as(database.owner());
    private final JdbcTemplate brokerApi = as(database.brokerApi());
    private final JdbcTemplate emailSender = as(database.emailSender());

    private static JdbcTemplate as(Login login) {
        return new JdbcTemplate(database.dataSource(login));
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void aFreshDatabaseIsEmptyAndItsOwnersOwn() {
        try (PostgresDatabase fresh = PostgresDatabase.freshDatabase()) {
            JdbcTemplate freshOwner = new JdbcTemplate(fresh.dataSource(fresh.owner()));

            assertThat(tables(freshOwner)).isEmpty();
            freshOwner.execute("create table mine (id int)");
            assertThat(tables(freshOwner)).containsExactly("mine");
            assertThat(tables(superuser)).doesNotContain("mine");
        }
    }

    @Test
    void aMigratedDatabaseHasTheSchemaAndRemembersTheMigration() {
        assertThat(tables(owner)).contains("notification", "attempt", "outbox", "api_key");
        assertThat(
                        owner.queryForObject(
                                "select count(*) from flyway_schema_history where success",
                                Long.class))
                .isPositive();
    }

    @Test
    void migratedDatabasesShareNothing() {
        superuser.update("insert into sender_session (sender) values ('here')");

        try (PostgresDatabase other = PostgresDatabase.migratedDatabase()) {
            assertThat(
                            new JdbcTemplate(other.dataSource())
                                    .queryForList(
                                            "select sender from sender_session", String.class))
                    .isEmpty();
        }
    }

    @Test
    void aClosedDatabaseIsGoneEvenWhileSomebodyIsConnected() throws Exception {
        PostgresDatabase fresh = PostgresDatabase.freshDatabase();
        try (var connection = fresh.dataSource().getConnection()) {
            fresh.close();

            assertThat(connection.isValid(5)).isFalse();
        }
        assertThat(superuser.queryForList("select datname from pg_database", String.class))
                .doesNotContain(fresh.name());
    }

    @Test
    void theServerIsAsDurableAsInProduction() {
        assertThat(setting("fsync")).isEqualTo("on");
        assertThat(setting("synchronous_commit")).isEqualTo("on");
        assertThat(Integer.parseInt(setting("server_version_num"))).isGreaterThanOrEqualTo(170000);
    }

    private String setting(String name) {
        return superuser.queryForObject("show " + name, String.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select hash from api_key",
                "insert into outbox (notification_id, cycle, attempt, due_at)"
                        + " select id, cycle, 1, now() from notification",
                "update notification set status = 'cancelled'",
                "delete from outbox",
                "update run set state = 'stopped', finished_at = now()",
                "select reply from attempt",
                "insert into decision (notification_id, cycle, action, decided_by, decided_at)"
                        + " select id, cycle, 'cancel', 'ann', now() from notification",
                "insert into audit (at, who, action) values (now(), 'ann', 'signed-in')",
                "update operator set role = 'view', disabled_at = now()"
            })
    void theBrokerApiMay(String statement) {
        brokerApi.execute(statement);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update attempt set reply = 'forged'",
                "insert into attempt (notification_id, number, cycle, session, sender, started_at)"
                        + " select id, 1, 1, 1, 'forged', now() from notification",
                "update decision set decided_by = 'nobody'",
                "delete from decision",
                "delete from attempt",
                "insert into sender_session (sender) values ('forged')",
                "update audit set who = 'nobody'",
                "delete from audit",
                "truncate audit",
                "update operator set name = 'somebody else'",
                "update operator set created_by = 'nobody'",
                "delete from operator",
                "update flyway_schema_history set success = false",
                "create table mine (id int)",
                "drop table outbox"
            })
    void theBrokerApiMayNot(String statement) {
        assertRefused(brokerApi, statement);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into sender_session (sender) values ('email-sender')",
                "insert into attempt (notification_id, number, cycle, session, sender, started_at)"
                        + " select id, 1, 1, 1, 'email-sender', now() from notification",
                "update attempt set outcome = 'accepted'",
                "update notification set status = 'sent', attempts = 1",
                "update notification set fingerprint = 'email:refused:550'",
                "select content from attachment",
                "insert into outbox (notification_id, cycle, attempt, due_at)"
                        + " select id, cycle + 1, 1, now() from notification",
                "select recipient from notification"
            })
    void theEmailSenderMay(String statement) {
        emailSender.execute(statement);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select hash from api_key",
                "select password_hash from operator",
                "select * from audit",
                "insert into audit (at, who, action) values (now(), 'ann', 'signed-in')",
                "delete from outbox",
                "update outbox set tries = 0",
                "select * from idempotency_key",
                "select * from manual_removal",
                "select * from run",
                "insert into api_key (id, owner, prefix, hash)"
                        + " values (gen_random_uuid(), 'evil', 'evil', 'evil')",
                "update notification set recipient = 'evil@example.com'",
                "update notification set content = '{}'",
                "delete from notification",
                "delete from attempt",
                "delete from attachment",
                "create table mine (id int)"
            })
    void theEmailSenderMayNot(String statement) {
        assertRefused(emailSender, statement);
    }

    @Test
    void neitherServiceMayBecomeTheOther() {
        assertRefused(brokerApi, "set role vestnik_sender");
        assertRefused(emailSender, "set role vestnik_api");
        assertRefused(brokerApi, "set role vestnik_owner");
    }

    private static void assertRefused(JdbcTemplate who, String statement) {
        assertThatThrownBy(() -> who.execute(statement))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .message()
                .containsAnyOf("permission denied", "must be owner of");
    }

    private static List<String> tables(JdbcTemplate who) {
        return who.queryForList(
                "select tablename from pg_tables where schemaname = 'public'", String.class);
    }
}
