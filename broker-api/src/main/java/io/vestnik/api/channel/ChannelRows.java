package io.vestnik.api.channel;

import io.vestnik.api.channel.ChannelView.EventView;
import io.vestnik.api.channel.ChannelView.PauseView;
import io.vestnik.api.channel.ChannelView.WaitingView;
import io.vestnik.contract.Channel;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables channel_pause and channel_event, and what waits. All times are the database's. */
@Component
class ChannelRows {
    static final int EVENTS_SHOWN = 20;

    private final JdbcClient database;

    ChannelRows(JdbcClient database) {
        this.database = database;
    }

    /** What is not finished. */
    record Waiting(WaitingView counts, @Nullable Instant oldestSince) {}

    List<PauseView> pauses(Channel channel) {
        return database.sql("select * from channel_pause where channel = :channel order by since")
                .param("channel", channel.word())
                .query((row, n) ->
                        new PauseView(
                                row.getString("cause"),
                                row.getString("reason"),
                                row.getString("paused_by"),
                                Objects.requireNonNull(instant(row, "since"))))
                .list();
    }

    /**
     * By the index of what is due, so the time it takes grows with what waits and nothing else.
     *
     * @param most where counting ends, with what is due first
     */
    Waiting waiting(Channel channel, long most) {
        return database.sql(
                        """
                        select count(*) filter (where status = 'queued') as queued,
                            count(*) filter (where status = 'retrying') as retrying,
                            min(created_at) as oldest
                        from (
                            select status, created_at from notification
                            where channel = :channel and status in ('queued', 'retrying')
                            order by coalesce(next_attempt_at, updated_at) limit :most) as waiting
                        """)
                .param("channel", channel.word())
                .param("most", most)
                .query((row, n) ->
                        new Waiting(
                                new WaitingView(row.getLong("queued"), row.getLong("retrying")),
                                instant(row, "oldest")))
                .single();
    }

    List<EventView> recentEvents(Channel channel) {
        return database.sql(
                        """
                        select * from channel_event where channel = :channel
                        order by id desc limit :most
                        """)
                .param("channel", channel.word())
                .param("most", EVENTS_SHOWN)
                .query((row, n) ->
                        new EventView(
                                row.getString("event"),
                                row.getString("cause"),
                                row.getString("caused_by"),
                                row.getString("reason"),
                                row.getObject("notifications", Integer.class),
                                Objects.requireNonNull(instant(row, "happened_at"))))
                .list();
    }

    /** Says whether there was none by hand before. */
    boolean insertPause(Channel channel, String pausedBy, String reason) {
        return database.sql(
                                """
                                insert into channel_pause (channel, cause, reason, paused_by)
                                values (:channel, 'hand', :reason, :pausedBy) on conflict do nothing
                                """)
                        .param("channel", channel.word())
                        .param("reason", reason)
                        .param("pausedBy", pausedBy)
                        .update()
                == 1;
    }

    /** The causes of the pauses that this has ended. */
    List<String> deletePauses(Channel channel) {
        return database.sql("delete from channel_pause where channel = :channel returning cause")
                .param("channel", channel.word())
                .query((row, n) -> row.getString("cause"))
                .list();
    }

    void insertEvent(
            String event,
            Channel channel,
            @Nullable String cause,
            String causedBy,
            @Nullable String reason) {
        database.sql(
                        """
                        insert into channel_event (channel, event, cause, caused_by, reason)
                        values (:channel, :event, :cause, :causedBy, :reason)
                        """)
                .param("channel", channel.word())
                .param("event", event)
                .param("cause", cause)
                .param("causedBy", causedBy)
                .param("reason", reason)
                .update();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
