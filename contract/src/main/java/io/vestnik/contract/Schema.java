package io.vestnik.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The database schema that this build brings: its migrations, oldest first. */
public final class Schema {
    /** File names in {@code db/migration}; a new one is added at the end. */
    public static final List<String> MIGRATIONS =
            List.of(
                    "V1__notifications.sql",
                    "V2__channels.sql",
                    "V3__room_for_updates.sql",
                    "V4__priority.sql",
                    "V5__retention.sql",
                    "V6__operators.sql",
                    "V7__console.sql",
                    "V8__desk.sql",
                    "V9__old_runs.sql",
                    "V10__index_of_ends.sql");

    private Schema() {}

    /** The version that a database has after all of them. */
    public static int version() {
        return MIGRATIONS.size();
    }

    /** The text of a migration. */
    public static String sql(String migration) {
        String path = "/db/migration/" + migration;
        try (InputStream file = Schema.class.getResourceAsStream(path)) {
            return new String(
                    Objects.requireNonNull(file, path).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
