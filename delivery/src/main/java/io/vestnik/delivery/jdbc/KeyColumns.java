package io.vestnik.delivery.jdbc;

import io.vestnik.delivery.history.AttemptKey;
import java.util.List;
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
}
