package io.vestnik.api.retention;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deletes the bytes of files that no notification carries any more. */
@Component
class UnusedFiles {
    /** Before all others. */
    static final String NONE = "";

    /** Deleted at once: each may have ten megabytes, and an intake may wait for the lock on it. */
    private static final int MOST_DELETED = 20;

    private static final String UNUSED =
            """
            not exists (
                select from notification_attachment n where n.sha256 = a.sha256)
            """;

    private final JdbcClient database;

    UnusedFiles(JdbcClient database) {
        this.database = database;
    }

    /**
     * Looks at so many files that follow a digest; in a transaction. A file that an intake has just
     * found here is locked by it until its reference can be seen, and passed over. From then on it
     * is the intake that waits, and stores the file again when it is gone.
     */
    Batch delete(String after, int most) {
        List<String> page =
                database.sql(
                                """
                                select sha256 from attachment where sha256 > :after
                                order by sha256 limit :most
                                """)
                        .param("after", after)
                        .param("most", most)
                        .query((row, n) -> row.getString(1))
                        .list();
        List<String> unused = lock(page);
        int deleted = unused.isEmpty() ? 0 : delete(unused);
        if (unused.size() == MOST_DELETED) {
            return new Batch(deleted, unused.getLast());
        }
        return new Batch(deleted, page.size() == most ? page.getLast() : null);
    }

    private List<String> lock(List<String> page) {
        return database.sql(
                        """
                        select a.sha256 from attachment a where a.sha256 = any(:page) and\s
                        """
                                + UNUSED
                                + " order by a.sha256 limit :most for update of a skip locked")
                .param("page", page.toArray(String[]::new))
                .param("most", MOST_DELETED)
                .query((row, n) -> row.getString(1))
                .list();
    }

    /** A statement of its own: it sees what was committed before the locks were had. */
    private int delete(List<String> locked) {
        return database.sql("delete from attachment a where a.sha256 = any(:locked) and " + UNUSED)
                .param("locked", locked.toArray(String[]::new))
                .update();
    }

    /**
     * What one step has done.
     *
     * @param last the digest to go on from; none when there is nothing behind it
     */
    record Batch(int deleted, @Nullable String last) {}
}
