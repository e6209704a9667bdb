package io.vestnik.api.overview;

import io.vestnik.contract.Channel;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The SQL of counting, by the order of the ids and by the ends of attempts. */
@Component
class TallyRows {
    private static final String COUNT =
            """
            with accepted as (
                select channel, count(*) as accepted
                from notification where id >= :fromId and id < :toId group by channel),
            attempts as materialized (
                select notification_id, outcome, next_step
                from attempt where finished_at >= :from and finished_at < :to),
            ended as (
                select n.channel,
                    count(*) filter (where a.outcome = 'accepted') as sent,
                    count(*) filter (where a.next_step = 'retry') as failed,
                    count(*) filter (where a.next_step = 'park') as parked
                from attempts a join notification n on n.id = a.notification_id
                group by n.channel)
            select channel, coalesce(accepted, 0) as accepted, coalesce(sent, 0) as sent,
                coalesce(failed, 0) as failed, coalesce(parked, 0) as parked
            from accepted full join ended using (channel)
            """;

    private final JdbcClient database;

    TallyRows(JdbcClient database) {
        this.database = database;
    }

    /** What happened from one moment on until before the other. */
    Map<Channel, Counts> count(Instant from, Instant to) {
        Map<Channel, Counts> counted = new EnumMap<>(Channel.class);
        database.sql(COUNT)
                .param("fromId", firstIdOf(from))
                .param("toId", firstIdOf(to))
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to.atOffset(ZoneOffset.UTC))
                .query(row -> {
                    Counts counts = counts(row);
                    Channel.of(row.getString("channel"))
                            .ifPresent(channel -> counted.put(channel, counts));
                });
        return counted;
    }

    /** RFC 9562 §5.7: an id begins with the 48 bits of its milliseconds. */
    private static UUID firstIdOf(Instant moment) {
        return new UUID(moment.toEpochMilli() << 16, 0);
    }

    private static Counts counts(ResultSet row) throws SQLException {
        return new Counts(
                row.getLong("accepted"),
                row.getLong("sent"),
                row.getLong("failed"),
                row.getLong("parked"));
    }

    /** Up to when it is counted; locked until the transaction ends, empty when somebody counts. */
    Optional<Instant> lockedProgress() {
        return database.sql("select counted_to from tally for update skip locked")
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    Instant progress() {
        return database.sql("select counted_to from tally")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    void progressTo(Instant moment) {
        database.sql("update tally set counted_to = :moment")
                .param("moment", moment.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** To what the minute has already. */
    void add(Channel channel, Instant minute, Counts counts) {
        write(
                channel,
                minute,
                counts,
                """
                accepted = m.accepted + excluded.accepted, sent = m.sent + excluded.sent,
                failed = m.failed + excluded.failed, parked = m.parked + excluded.parked
                """);
    }

    /** In the place of what the minute had. */
    void replace(Channel channel, Instant minute, Counts counts) {
        write(
                channel,
                minute,
                counts,
                """
                accepted = excluded.accepted, sent = excluded.sent, failed = excluded.failed,
                parked = excluded.parked
                """);
    }

    private void write(Channel channel, Instant minute, Counts counts, String change) {
        database.sql(
                        """
                        insert into channel_minute as m
                            (channel, minute, accepted, sent, failed, parked)
                        values (:channel, :minute, :accepted, :sent, :failed, :parked)
                        on conflict (channel, minute) do update set %s
                        """
                                .formatted(change))
                .param("channel", channel.word())
                .param("minute", minute.atOffset(ZoneOffset.UTC))
                .param("accepted", counts.accepted())
                .param("sent", counts.sent())
                .param("failed", counts.failed())
                .param("parked", counts.parked())
                .update();
    }

    /** The minutes from this one on in which anything happened, by when they began. */
    NavigableMap<Instant, Counts> minutes(Channel channel, Instant from) {
        NavigableMap<Instant, Counts> minutes = new TreeMap<>();
        database.sql(
                        """
                        select * from channel_minute
                        where channel = :channel and minute >= :from order by minute
                        """)
                .param("channel", channel.word())
                .param("from", from.truncatedTo(ChronoUnit.MINUTES).atOffset(ZoneOffset.UTC))
                .query(row -> {
                    minutes.put(
                            row.getObject("minute", OffsetDateTime.class).toInstant(), counts(row));
                });
        return minutes;
    }

    void deleteBefore(Instant minute) {
        for (Channel channel : Channel.values()) {
            database.sql("delete from channel_minute where channel = :channel and minute < :minute")
                    .param("channel", channel.word())
                    .param("minute", minute.atOffset(ZoneOffset.UTC))
                    .update();
        }
    }
}
