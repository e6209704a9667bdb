package io.vestnik.local.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.commons.io.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running PostgreSQL server, together with the product's roles and database. */
public final class Database implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Database.class);

    private final EmbeddedPostgres postgres;
    private final ProcessHandle postmaster;

    private Database(EmbeddedPostgres postgres, ProcessHandle postmaster) {
        this.postgres = postgres;
        this.postmaster = postmaster;
    }

    /**
     * Starts the server, or takes over one that a killed predecessor left running with the same
     * data and port. It stops with this process.
     *
     * @throws IOException when the server does not come up within 30 s
     */
    public static Database start(DatabaseSettings settings) throws IOException, SQLException {
        Path data = settings.folder().resolve("data");
        Path complete = settings.folder().resolve("complete");
        Files.createDirectories(settings.folder());
        if (Files.notExists(complete)) {
            // A first start that was cut off leaves a directory that PostgreSQL cannot use.
            FileUtils.deleteDirectory(data.toFile());
        }
        EmbeddedPostgres postgres = launch(settings, data);
        Database database = new Database(postgres, postmaster(data));
        database.makeRoles(settings);
        Files.write(complete, new byte[0]);
        log.info("PostgreSQL is ready on port {}.", settings.port());
        return database;
    }

    /** Returns only by an exception: when the server has ended though nobody asked it to. */
    public void untilItEnds() {
        postmaster.onExit().join();
        throw new IllegalStateException(
                "PostgreSQL has ended by itself; its last words are above.");
    }

    /** Stops the server; whoever is connected loses the connection, nothing committed is lost. */
    @Override
    public void close() throws IOException {
        postgres.close();
    }

    /**
     * Every connection needs a password from the first moment on: initdb's own options come after
     * those of the library and so overrule its {@code trust}.
     */
    private static EmbeddedPostgres launch(DatabaseSettings settings, Path data)
            throws IOException {
        Path password = writePassword(settings);
        try {
            return EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(settings.folder().resolve("server").toFile())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPort(settings.port())
                    .setLocaleConfig("auth", "scram-sha-256")
                    .setLocaleConfig("pwfile", password.toString())
                    .setLocaleConfig("locale", "C")
                    .setConnectConfig("password", settings.superuserPassword())
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    // Its default is a file in /tmp, outside our folder.
                    .setServerConfig("unix_socket_directories", "")
                    .setPGStartupWait(Duration.ofSeconds(30))
                    .start();
        } finally {
            Files.delete(password);
        }
    }

    private static Path writePassword(DatabaseSettings settings) throws IOException {
        Path file = settings.folder().resolve("superuser-password");
        Files.deleteIfExists(file);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(
                file, settings.superuserPassword(), StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static ProcessHandle postmaster(Path data) throws IOException {
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private void makeRoles(DatabaseSettings settings) throws SQLException {
        try (Connection superuser = postgres.getPostgresDatabase().getConnection()) {
            Roles.make(superuser, settings);
        }
    }
}
