package io.vestnik.delivery.jdbc;

import io.vestnik.contract.GroupCommit;
import io.vestnik.delivery.history.AttemptKey;
import io.vestnik.delivery.history.Claim;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Claims that are asked for at the same moment, in one statement. */
final class ClaimGroup {
    private static final int MOST = 128;
    private static final Duration PACE = Duration.ofMillis(5);

    // It finds a row only when this attempt is the next one and the one before it has ended. What
    // somebody else has locked is passed over: nobody waits for a lock of another notification.
    // Status and outcome are asked in words that no partial index knows: the planner would read
    // the whole index of what is due, once a group, instead of one entry of the primary key each.
    private static final String CLAIM =
            """
            with asked as (
                select * from unnest(:ids::uuid[], :cycles, :numbers) as a (id, cycle, number)
            ), free as (
                select n.id, n.status, a.number from notification n join asked a
                    on n.id = a.id and n.cycle = a.cycle and n.attempts = a.number - 1
                where not exists (
                        select from attempt before
                        where before.notification_id = a.id and before.number = a.number - 1
                            and before.finished_at is null)
                for no key update of n %s
            ), next as (
                update notification n set attempts = free.number, held_up = false
                from free where n.id = free.id and free.status in ('queued', 'retrying')
                returning n.id, n.cycle, free.number, n.counted
            ), begun as (
                insert into attempt (notification_id, number, cycle, session, sender, started_at)
                select id, number, cycle, :session, :sender, :now from next
            )
            select id, number, counted as failed_before, exists (
                select from attempt before
                where before.notification_id = next.id and before.number = next.number - 1
                    and before.cycle = next.cycle and before.next_attempt_at > :early) as early
            from next
            """;

    private static final String PATIENT = CLAIM.formatted("");
    private static final String PASSING_BY = CLAIM.formatted("skip locked");

    private final JdbcClient jdbc;
    private final SenderSession session;
    private final Supplier<OffsetDateTime> now;
    private final GroupCommit<AttemptKey, Optional<Claim.Granted>> group =
            new GroupCommit<>(
                    MOST,
                    PACE,
                    keys -> claim(PASSING_BY, keys),
                    DataIntegrityViolationException.class::isInstance);

    ClaimGroup(JdbcClient jdbc, SenderSession session, Supplier<OffsetDateTime> now) {
        this.jdbc = jdbc;
        this.session = session;
        this.now = now;
    }

    /** Empty when the attempt is not simply the next one. */
    Optional<Claim.Granted> claim(AttemptKey key) {
        Optional<Claim.Granted> granted = group.write(key);
        return granted.isPresent() ? granted : claim(PATIENT, List.of(key)).getFirst();
    }

    private List<Optional<Claim.Granted>> claim(String statement, List<AttemptKey> keys) {
        OffsetDateTime time = now.get();
        Map<KeyColumns.One, Claim.Granted> granted = new HashMap<>();
        jdbc.sql(statement)
                .param("ids", KeyColumns.ids(keys))
                .param("cycles", KeyColumns.ints(keys, AttemptKey::cycle))
                .param("numbers", KeyColumns.ints(keys, AttemptKey::number))
                .param("session", session.id())
                .param("sender", session.sender())
                .param("now", time)
                .param("early", time.plus(JdbcAttemptLog.MARGIN))
                .query(row -> {
                    granted.put(
                            KeyColumns.One.at(row, 0),
                            new Claim.Granted(
                                    row.getInt("failed_before"), row.getBoolean("early")));
                });
        return keys.stream()
                .map(key -> Optional.ofNullable(granted.get(KeyColumns.One.of(key))))
                .toList();
    }
}
