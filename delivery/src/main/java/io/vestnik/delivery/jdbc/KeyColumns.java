package io.vestnik.delivery.jdbc;

import io.vestnik.delivery.history.AttemptKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.ToIntFunction;

/** The keys of several attempts as columns, for statements that are about all of them. */
final class KeyColumns {
    private KeyColumns() {}

    /** As text: the driver knows no arrays of UUIDs. */
    static String[] ids(List<AttemptKey> keys) {
        return keys.stream().map(key -> key.id().toString()).toArray(String[]::new);
    }

    static Integer[] ints(List<AttemptKey> keys, ToIntFunction<AttemptKey> column) {
        return keys.stream().map(column::applyAsInt).toArray(Integer[]::new);
    }

    /** One attempt; its cycle follows from its number. */
    record One(UUID id, int number) {
        static One of(AttemptKey key) {
            return new One(key.id(), key.number());
        }

        /** Of a row whose first two columns these are. */
        static One at(ResultSet row, int n) throws SQLException {
            return new One(row.getObject(1, UUID.class), row.getInt(2));
        }
    }
}
