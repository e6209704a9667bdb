package io.vestnik.api.overview;

import io.vestnik.contract.Channel;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What runs and what waits, from tables and locks. */
@Component
class OverviewRows {
    /** Counting goes no further: beyond it, the exact number helps nobody. */
    static final int MOST = 10_000;

    private final JdbcClient database;

    OverviewRows(JdbcClient database) {
        this.database = database;
    }

    /**
     * How many senders of each channel are alive: each holds a lock as long as it is. One of the
     * version before does not say its channel, and counts for each.
     */
    Map<Channel, Integer> senders() {
        Map<Channel, Integer> senders = new EnumMap<>(Channel.class);
        database.sql(
                        """
                        select s.channel, count(*) as alive
                        from pg_locks l join sender_session s on s.id = l.objid
                        where l.locktype = 'advisory' and l.classid = 1448300630 and l.objsubid = 2
                            and l.granted
                            and l.database = (
                                select oid from pg_database where datname = current_database())
                        group by s.channel
                        """)
                .query(row -> {
                    int alive = row.getInt("alive");
                    String word = row.getString("channel");
                    for (Channel channel : Channel.values()) {
                        if (word == null || channel.word().equals(word)) {
                            senders.merge(channel, alive, Integer::sum);
                        }
                    }
                });
        return senders;
    }

    /** What the broker has not confirmed. */
    OutboxView outbox() {
        return database.sql(
                        """
                        select (select count(*) from (select from outbox limit :most) as found) as size,
                            (select n.updated_at from outbox o join notification n
                                on n.id = o.notification_id order by o.id limit 1) as oldest,
                            (select problem from outbox where problem is not null
                                order by id limit 1) as problem
                        """)
                .param("most", MOST)
                .query((row, n) ->
                        new OutboxView(
                                row.getInt("size"),
                                instant(row.getObject("oldest", OffsetDateTime.class)),
                                row.getString("problem")))
                .single();
    }

    private static java.time.@Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    int manual(Channel channel) {
        return database.sql(
                        """
                        select count(*) from (
                            select from notification
                            where channel = :channel and status = 'manual' limit :most) as found
                        """)
                .param("channel", channel.word())
                .param("most", MOST)
                .query(Integer.class)
                .single();
    }
}
