package io.vestnik.api.channel;

import io.vestnik.api.security.Caller;
import io.vestnik.contract.Channel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Stops and starts channels. A pause is a row that the senders look for; notifications are accepted
 * all the while.
 */
@Service
public class Channels {
    private static final Logger log = LoggerFactory.getLogger(Channels.class);

    private final ChannelRows rows;

    Channels(ChannelRows rows) {
        this.rows = rows;
    }

    ChannelList list() {
        return new ChannelList(List.of(Channel.values()).stream().map(this::find).toList());
    }

    ChannelView find(Channel channel) {
        return find(channel, Long.MAX_VALUE);
    }

    /**
     * How it stands with one.
     *
     * @param most where counting what waits ends, with what is due first
     */
    public ChannelView find(Channel channel, long most) {
        var pauses = rows.pauses(channel);
        var waiting = rows.waiting(channel, most);
        return new ChannelView(
                channel.word(),
                pauses.isEmpty() ? "running" : "paused",
                pauses,
                waiting.counts(),
                waiting.oldestSince(),
                rows.recentEvents(channel));
    }

    /** Does nothing when it is paused by hand already: who was first, and why, stays. */
    @Transactional
    public ChannelView pause(Channel channel, Caller caller, String reason) {
        if (rows.insertPause(channel, caller.name(), reason)) {
            rows.insertEvent("paused", channel, "hand", caller.name(), reason);
            log.warn("Channel {} is paused by {}: {}", channel, caller.name(), reason);
        }
        return find(channel);
    }

    /** Ends every pause, whatever its cause; what is still wrong, a sender finds again. */
    @Transactional
    public ChannelView resume(Channel channel, Caller caller, @Nullable String reason) {
        List<String> causes = rows.deletePauses(channel);
        if (!causes.isEmpty()) {
            String cause = causes.size() == 1 ? causes.getFirst() : null;
            rows.insertEvent("resumed", channel, cause, caller.name(), reason);
            log.info("Channel {} is resumed by {}", channel, caller.name());
        }
        return find(channel);
    }
}
