package io.vestnik.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A running PostgreSQL server.
 *
 * @param address host and port
 * @param database one that is always there
 * @param ours whether it ends with this JVM
 */
record PostgresServer(String address, String database, Login superuser, boolean ours) {
    /** Environment variable: JDBC URL with the name and password of a superuser. */
    static final String ADDRESS = "VESTNIK_TEST_DATABASE";

    private static final String IMAGE = "postgres:18";

    /** The first that can be had: named by the environment, in a container, embedded. */
    static PostgresServer start(Map<String, String> environment) {
        String external = environment.getOrDefault(ADDRESS, "");
        if (!external.isBlank()) {
            return at(external);
        }
        return ContainerEngine.answers() ? inContainer() : embedded();
    }

    private static PostgresServer at(String url) {
        PGSimpleDataSource parts = new PGSimpleDataSource();
        try {
            parts.setURL(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(ADDRESS + " is no JDBC URL of PostgreSQL", e);
        }
        return new PostgresServer(
                parts.getServerNames()[0] + ":" + parts.getPortNumbers()[0],
                orEmpty(parts.getDatabaseName()),
                new Login(orEmpty(parts.getUser()), orEmpty(parts.getPassword())),
                false);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    // Testcontainers takes it away when the JVM ends.
    @SuppressWarnings("resource")
    private static PostgresServer inContainer() {
        PostgreSQLContainer container =
                new PostgreSQLContainer(IMAGE).withCommand("postgres", "-c", "fsync=on");
        container.start();
        return new PostgresServer(
                container.getHost() + ":" + container.getFirstMappedPort(),
                container.getDatabaseName(),
                new Login(container.getUsername(), container.getPassword()),
                true);
    }

    // The library's own shutdown hook ends it.
    @SuppressWarnings("resource")
    private static PostgresServer embedded() {
        try {
            EmbeddedPostgres server =
                    EmbeddedPostgres.builder()
                            // By default the library gives up durability for speed.
                            .setServerConfig("fsync", "on")
                            .setServerConfig("synchronous_commit", "on")
                            .setServerConfig("max_connections", "200")
                            .setPGStartupWait(Duration.ofMinutes(2))
                            .start();
            return new PostgresServer(
                    "localhost:" + server.getPort(), "postgres", new Login("postgres", ""), true);
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded PostgreSQL does not start", e);
        }
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://" + address + "/" + database;
    }
}
