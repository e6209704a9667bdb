package io.vestnik.delivery.jdbc;

import io.vestnik.contract.Channel;
import io.vestnik.contract.Priority;
import io.vestnik.delivery.repair.Orphans;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds orphans of one channel in PostgreSQL, and hands them to the outbox in the same statement.
 */
public final class JdbcOrphans implements Orphans {
    // An attempt that a dead sender left open has its message in the broker, or is an orphan too.
    private static final String REPUBLISH =
            """
            with orphan as (
                select n.id, n.priority, n.cycle, n.attempts + case when a.number is null then 1
                    when a.outcome is null then 0 else 1 end as attempt
                from notification n
                left join attempt a on a.notification_id = n.id and a.number = n.attempts
                where n.channel = :channel and n.priority = :priority
                    and n.status in ('queued', 'retrying')
                    and coalesce(n.next_attempt_at, n.updated_at) < :dueBefore
                    and not exists (select from outbox o where o.notification_id = n.id)
                    and case when a.number is null or a.outcome is not null then true
                        else pg_try_advisory_xact_lock_shared(:lock, a.session::int) end
                order by coalesce(n.next_attempt_at, n.updated_at) limit :most
                for update of n skip locked
            ), republished as (
                insert into outbox (notification_id, cycle, attempt, due_at, priority)
                select id, cycle, attempt, now(), priority from orphan
                on conflict do nothing returning notification_id, cycle
            ), noted as (
                insert into decision (notification_id, cycle, action, decided_by, reason, decided_at)
                select notification_id, cycle, 'republish', 'orphan repair',
                    'its message was not in the broker any more', :now from republished
            )
            update notification n set updated_at = :now,
                next_attempt_at = case when n.status = 'retrying' then :now end
            from republished r where n.id = r.notification_id returning n.id
            """;

    private static final String UNDER_WAY =
            """
            select coalesce(bool_or(not pg_try_advisory_xact_lock_shared(:lock, session::int)), false)
            from (
                select distinct a.session from attempt a
                join notification n on n.id = a.notification_id
                where a.outcome is null and a.started_at < :time and n.channel = :channel
            ) as at_work
            """;

    private final JdbcClient jdbc;
    private final Channel channel;
    private final Clock clock;

    /** Looks for those of this channel. */
    public JdbcOrphans(JdbcClient jdbc, Channel channel, Clock clock) {
        this.jdbc = jdbc;
        this.channel = channel;
        this.clock = clock;
    }

    @Override
    public boolean anyAttemptUnderWaySince(Instant time) {
        return jdbc.sql(UNDER_WAY)
                .param("channel", channel.word())
                .param("lock", SenderSession.LOCK_CLASS)
                .param("time", utc(time))
                .query(Boolean.class)
                .single();
    }

    @Override
    public List<UUID> republish(Priority priority, Instant dueBefore, int most) {
        return jdbc.sql(REPUBLISH)
                .param("channel", channel.word())
                .param("priority", priority.rank())
                .param("dueBefore", utc(dueBefore))
                .param("lock", SenderSession.LOCK_CLASS)
                .param("most", most)
                .param("now", utc(clock.instant()))
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
