package io.vestnik.delivery.jdbc;

import io.vestnik.contract.Channel;
import io.vestnik.delivery.channel.ChannelEvents;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What became of one channel's far side, in PostgreSQL. */
public final class JdbcChannelEvents implements ChannelEvents {
    private final JdbcClient jdbc;
    private final Channel channel;
    private final SenderSession session;

    /** Writes as this session. */
    public JdbcChannelEvents(JdbcClient jdbc, Channel channel, SenderSession session) {
        this.jdbc = jdbc;
        this.channel = channel;
        this.session = session;
    }

    @Override
    public void unreachable(String reason) {
        write("unreachable", reason, null);
    }

    @Override
    public void back() {
        write("back", null, null);
    }

    @Override
    public void released(int notifications) {
        write("released", null, notifications);
    }

    private void write(String event, @Nullable String reason, @Nullable Integer notifications) {
        jdbc.sql(
                        """
                        insert into channel_event (channel, event, caused_by, reason, notifications)
                        values (:channel, :event, :sender, :reason, :notifications)
                        """)
                .param("channel", channel.word())
                .param("event", event)
                .param("sender", session.sender())
                .param("reason", reason)
                .param("notifications", notifications)
                .update();
    }
}
