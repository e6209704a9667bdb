package io.vestnik.delivery.jdbc;

import io.vestnik.contract.GroupCommit;
import io.vestnik.delivery.history.AttemptKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Handovers that begin at the same moment, in one statement. */
final class HandoverGroup {
    private static final int MOST = 128;

    private static final String HAND_OVER =
            """
            update attempt t set handed_over = true
            from unnest(:ids::uuid[], :numbers) as a (id, number)
            where t.notification_id = a.id and t.number = a.number and t.session = :session
                and t.finished_at is null
            returning t.notification_id, t.number
            """;

    private final JdbcClient jdbc;
    private final SenderSession session;
    private final GroupCommit<AttemptKey, Boolean> group =
            new GroupCommit<>(
                    MOST, this::handOver, DataIntegrityViolationException.class::isInstance);

    HandoverGroup(JdbcClient jdbc, SenderSession session) {
        this.jdbc = jdbc;
        this.session = session;
    }

    /** False when the attempt is no longer this sender's. */
    boolean handOver(AttemptKey key) {
        return group.write(key);
    }

    private List<Boolean> handOver(List<AttemptKey> keys) {
        Set<KeyColumns.One> done =
                new HashSet<>(
                        jdbc.sql(HAND_OVER)
                                .param("ids", KeyColumns.ids(keys))
                                .param("numbers", KeyColumns.ints(keys, AttemptKey::number))
                                .param("session", session.id())
                                .query(KeyColumns.One::at)
                                .list());
        return keys.stream().map(key -> done.contains(KeyColumns.One.of(key))).toList();
    }
}
