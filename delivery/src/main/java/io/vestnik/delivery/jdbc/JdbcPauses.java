package io.vestnik.delivery.jdbc;

import io.vestnik.contract.Channel;
import io.vestnik.delivery.channel.Pause;
import io.vestnik.delivery.channel.Pauses;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The pauses of one channel in PostgreSQL, each with its event in the same statement. */
public final class JdbcPauses implements Pauses {
    private static final String PAUSE =
            """
            with paused as (
                insert into channel_pause (channel, cause, reason, paused_by)
                values (:channel, 'set-up', :reason, :sender) on conflict do nothing
                returning channel, cause, paused_by, reason
            )
            insert into channel_event (channel, event, cause, caused_by, reason)
            select channel, 'paused', cause, paused_by, reason from paused
            """;

    private static final String RESUME =
            """
            with resumed as (
                delete from channel_pause where channel = :channel and cause = 'set-up'
                returning channel, cause
            )
            insert into channel_event (channel, event, cause, caused_by, reason)
            select channel, 'resumed', cause, :sender, :reason from resumed
            """;

    private final JdbcClient jdbc;
    private final Channel channel;
    private final SenderSession session;

    /** Writes as this session. */
    public JdbcPauses(JdbcClient jdbc, Channel channel, SenderSession session) {
        this.jdbc = jdbc;
        this.channel = channel;
        this.session = session;
    }

    @Override
    public List<Pause> current() {
        return jdbc.sql(
                        "select cause, reason, paused_by from channel_pause where channel = ?"
                                + " order by cause")
                .param(channel.word())
                .query((row, _) ->
                        new Pause(
                                Pause.Cause.of(row.getString("cause")),
                                row.getString("reason"),
                                row.getString("paused_by")))
                .list();
    }

    @Override
    public boolean pauseForSetUp(String reason) {
        return write(PAUSE, reason);
    }

    @Override
    public boolean endSetUp(String reason) {
        return write(RESUME, reason);
    }

    private boolean write(String statement, String reason) {
        return jdbc.sql(statement)
                        .param("channel", channel.word())
                        .param("sender", session.sender())
                        .param("reason", reason)
                        .update()
                == 1;
    }
}
