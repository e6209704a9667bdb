package io.vestnik.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** The roles and the databases that the tests of this JVM keep on their one server. */
final class PostgresCluster {
    static final Login OWNER = new Login("vestnik_owner", "owner-of-the-tests");
    static final Login BROKER_API = new Login("vestnik_broker_api", "api-of-the-tests");
    static final Login EMAIL_SENDER = new Login("vestnik_email_sender", "sender-of-the-tests");
    static final Login TELEGRAM_SENDER =
            new Login("vestnik_telegram_sender", "sender-of-the-tests");
    static final Login VK_SENDER = new Login("vestnik_vk_sender", "sender-of-the-tests");

    private static @Nullable PostgresCluster shared;

    private final PostgresServer server;
    private final Set<String> databases = ConcurrentHashMap.newKeySet();
    private @Nullable String template;

    PostgresCluster(PostgresServer server) {
        this.server = server;
        makeRoles();
        if (!server.ours()) {
            // It would keep what the tests have left there.
            Runtime.getRuntime().addShutdownHook(new Thread(this::dropAll, "drop-databases"));
        }
    }

    static synchronized PostgresCluster shared() {
        if (shared == null) {
            shared = new PostgresCluster(PostgresServer.start(System.getenv()));
        }
        return shared;
    }

    PostgresServer server() {
        return server;
    }

    // One at a time: two builds may share a server, and PostgreSQL refuses two changes of a role.
    private void makeRoles() {
        execute("begin; select pg_advisory_xact_lock(1448300631);\n" + rolesScript() + "commit");
    }

    private static String rolesScript() {
        return resource("roles.sql")
                .replace(":'owner_password'", quoted(OWNER))
                .replace(":'broker_api_password'", quoted(BROKER_API))
                .replace(":'email_sender_password'", quoted(EMAIL_SENDER))
                .replace(":'telegram_sender_password'", quoted(TELEGRAM_SENDER))
                .replace(":'vk_sender_password'", quoted(VK_SENDER));
    }

    private static String quoted(Login login) {
        return "'" + login.password() + "'";
    }

    private static String resource(String name) {
        try (InputStream file = PostgresCluster.class.getResourceAsStream(name)) {
            return new String(
                    Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PostgresDatabase emptyDatabase() {
        return create("template1");
    }

    PostgresDatabase migratedDatabase() {
        return create(template());
    }

    // The migrations run once; a copy of their result is made in a tenth of the time.
    private synchronized String template() {
        if (template == null) {
            PostgresDatabase migrated = emptyDatabase();
            Flyway.configure()
                    .dataSource(migrated.jdbcUrl(), OWNER.user(), OWNER.password())
                    .load()
                    .migrate();
            template = migrated.name();
        }
        return template;
    }

    private PostgresDatabase create(String template) {
        String name = "vestnik_test_" + UUID.randomUUID().toString().substring(0, 8);
        databases.add(name);
        execute("create database %s template %s owner %s".formatted(name, template, OWNER.user()));
        return new PostgresDatabase(this, name);
    }

    void drop(String name) {
        execute("drop database if exists %s with (force)".formatted(name));
        databases.remove(name);
    }

    /** Drops every database that was made here. */
    void dropAll() {
        Set.copyOf(databases).forEach(this::drop);
    }

    DataSource dataSource(String database, Login login) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(server.jdbcUrl(database));
        source.setUser(login.user());
        source.setPassword(login.password());
        return source;
    }

    private void execute(String sql) {
        DataSource source = dataSource(server.database(), server.superuser());
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "PostgreSQL at " + server.address() + " refuses: " + e.getMessage(), e);
        }
    }
}
