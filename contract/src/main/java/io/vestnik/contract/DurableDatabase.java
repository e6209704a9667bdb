package io.vestnik.contract;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether PostgreSQL keeps what it confirms to this user. Every service asks before it begins: a
 * 202, and an attempt that is said to be finished, mean nothing without it.
 */
public final class DurableDatabase {
    /** The oldest major version that services start on. */
    public static final int OLDEST_VERSION = 15;

    private static final String SETTINGS =
            """
            select current_setting('server_version_num')::int / 10000,
                current_setting('fsync'), current_setting('full_page_writes'),
                current_setting('synchronous_commit')
            """;

    private DurableDatabase() {}

    /** What is wrong, as a sentence naming value and limit; empty when it is fit. */
    public static Optional<String> problemWith(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SETTINGS)) {
            row.next();
            return problemWith(row.getInt(1), row.getString(2), row.getString(3), row.getString(4));
        }
    }

    static Optional<String> problemWith(
            int version, String fsync, String fullPageWrites, String synchronousCommit) {
        if (version < OLDEST_VERSION) {
            return Optional.of(
                    "PostgreSQL is version %d, and Vestnik needs %d or newer."
                            .formatted(version, OLDEST_VERSION));
        }
        List<String> off = new ArrayList<>();
        note("fsync", fsync, off);
        note("full_page_writes", fullPageWrites, off);
        note("synchronous_commit", synchronousCommit, off);
        return off.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "PostgreSQL has %s off, and has to have it on: what it confirms may be gone after a power cut."
                                .formatted(String.join(", ", off)));
    }

    private static void note(String setting, String value, List<String> off) {
        if (value.equals("off")) {
            off.add(setting);
        }
    }
}
