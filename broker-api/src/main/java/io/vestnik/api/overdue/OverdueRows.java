package io.vestnik.api.overdue;

import io.vestnik.contract.Channel;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds what is overdue, by the index of what is due. */
@Component
class OverdueRows {
    /** Counting goes no further: beyond it, the exact number helps nobody. */
    static final int MOST = 10_000;

    // An attempt that takes its time is none of the watch's business: it ends within 7 minutes by
    // the sender's own limits, and one that has not ended after 10 has lost its sender.
    private static final String FIND =
            """
            with overdue as (
                select n.id, coalesce(n.next_attempt_at, n.updated_at) as due
                from notification n
                where n.channel = :channel and n.status in ('queued', 'retrying')
                    and coalesce(n.next_attempt_at, n.updated_at)
                        < now() - cast(:after as interval)
                    and not exists (
                        select from attempt a where a.notification_id = n.id
                            and a.number = n.attempts and a.outcome is null
                            and a.started_at > now() - interval '10 minutes')
                    and not exists (select from channel_pause p where p.channel = n.channel)
                    and coalesce((
                            select e.happened_at from channel_event e
                            where e.channel = n.channel and e.event = 'resumed'
                            order by e.id desc limit 1), '-infinity')
                        < now() - cast(:after as interval)
                order by coalesce(n.next_attempt_at, n.updated_at) limit :most
            )
            select count(*) as count, (array_agg(id order by due))[1] as oldest,
                coalesce(extract(epoch from now() - min(due)), 0) as seconds
            from overdue
            """;

    private final JdbcClient database;

    OverdueRows(JdbcClient database) {
        this.database = database;
    }

    /**
     * What should have been tried by now. Nothing, while the channel is paused and right after.
     *
     * @param count at most {@value #MOST}
     * @param oldest the one that is due for longest
     * @param seconds for how long it has been due
     */
    record Overdue(long count, @Nullable UUID oldest, double seconds) {
        static final Overdue NOTHING = new Overdue(0, null, 0);
    }

    /** What has been due for longer than this. */
    Overdue find(Channel channel, Duration after) {
        return database.sql(FIND)
                .param("channel", channel.word())
                .param("after", after.toString())
                .param("most", MOST)
                .query((row, n) -> overdue(row))
                .single();
    }

    private static Overdue overdue(ResultSet row) throws SQLException {
        return new Overdue(
                row.getLong("count"),
                row.getObject("oldest", UUID.class),
                row.getDouble("seconds"));
    }
}
