package io.vestnik.testkit;

import javax.sql.DataSource;

/**
 * A database of its own for one test class, on a real PostgreSQL server that the whole JVM shares.
 * It belongs to {@link #owner()}; the roles of {@code deploy/postgres/roles.sql} are there.
 *
 * <p>The first of these servers that can be had is taken: the one named by the environment variable
 * {@code VESTNIK_TEST_DATABASE} (a JDBC URL with the name and password of a superuser); a
 * container, when a Docker engine answers; an embedded one. It writes as durably as in production.
 */
public final class PostgresDatabase implements AutoCloseable {
    private final PostgresCluster cluster;
    private final String name;

    PostgresDatabase(PostgresCluster cluster, String name) {
        this.cluster = cluster;
        this.name = name;
    }

    /** A new, empty database. */
    public static PostgresDatabase freshDatabase() {
        return PostgresCluster.shared().emptyDatabase();
    }

    /** A new database to which the owner has applied all migrations. */
    public static PostgresDatabase migratedDatabase() {
        return PostgresCluster.shared().migratedDatabase();
    }

    /** Its name, which no other test uses. */
    public String name() {
        return name;
    }

    /** Without name and password. */
    public String jdbcUrl() {
        return cluster.server().jdbcUrl(name);
    }

    /** Who owns the database and runs the migrations: {@code vestnik_owner}. */
    public Login owner() {
        return PostgresCluster.OWNER;
    }

    /** Who the broker-api is: {@code vestnik_broker_api}. */
    public Login brokerApi() {
        return PostgresCluster.BROKER_API;
    }

    /** Who the email sender is: {@code vestnik_email_sender}. */
    public Login emailSender() {
        return PostgresCluster.EMAIL_SENDER;
    }

    /** Who the Telegram sender is: {@code vestnik_telegram_sender}. */
    public Login telegramSender() {
        return PostgresCluster.TELEGRAM_SENDER;
    }

    /** Who the VK sender is: {@code vestnik_vk_sender}. */
    public Login vkSender() {
        return PostgresCluster.VK_SENDER;
    }

    /** Who may do everything; for the test's own looking and arranging. */
    public Login superuser() {
        return cluster.server().superuser();
    }

    /** Connects as somebody; each connection is a new one. */
    public DataSource dataSource(Login login) {
        return cluster.dataSource(name, login);
    }

    /** Connects as the superuser, to arrange and to assert. */
    public DataSource dataSource() {
        return dataSource(superuser());
    }

    /** Drops the database, ending the connections to it. */
    @Override
    public void close() {
        cluster.drop(name);
    }

    @Override
    public String toString() {
        return jdbcUrl();
    }
}
