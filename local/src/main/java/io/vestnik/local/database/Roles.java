package io.vestnik.local.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Makes the roles of {@code deploy/postgres/roles.sql} and the database they share. */
final class Roles {
    static final String DATABASE = "vestnik";
    static final String OWNER = "vestnik_owner";

    private Roles() {}

    /** Does what is still missing; passwords become those of the settings. */
    static void make(Connection superuser, DatabaseSettings settings) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute(
                    script().replace(":'owner_password'", quoted(settings.ownerPassword()))
                            .replace(":'broker_api_password'", quoted(settings.brokerApiPassword()))
                            .replace(
                                    ":'email_sender_password'",
                                    quoted(settings.emailSenderPassword()))
                            .replace(
                                    ":'telegram_sender_password'",
                                    quoted(settings.telegramSenderPassword()))
                            .replace(":'vk_sender_password'", quoted(settings.vkSenderPassword())));
            if (!exists(statement)) {
                statement.execute("create database %s owner %s".formatted(DATABASE, OWNER));
            }
        }
    }

    private static boolean exists(Statement statement) throws SQLException {
        String query = "select from pg_database where datname = '%s'".formatted(DATABASE);
        try (ResultSet found = statement.executeQuery(query)) {
            return found.next();
        }
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String script() {
        try (InputStream script = Roles.class.getResourceAsStream("/roles.sql")) {
            if (script == null) {
                throw new IllegalStateException("roles.sql is missing in this build.");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
