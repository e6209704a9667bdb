package io.vestnik.api.overview;

import io.vestnik.api.channel.ChannelView;
import io.vestnik.api.channel.Channels;
import io.vestnik.contract.Channel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/** Looks how it stands, once a second at most, however many want to know. */
@Service
public class Overview {
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final int MINUTES = 60;

    private final Channels channels;
    private final OverviewRows rows;
    private final Tally tally;
    private final Set<String> configured;
    private final Clock clock;
    private @Nullable OverviewView last;
    private Instant freshUntil = Instant.MIN;

    Overview(
            Channels channels,
            OverviewRows rows,
            Tally tally,
            @Value("${vestnik.senders:email}") Set<String> configured,
            Clock clock) {
        this.channels = channels;
        this.rows = rows;
        this.tally = tally;
        this.configured = configured;
        this.clock = clock;
    }

    /** At most a second old. */
    public synchronized OverviewView look() {
        OverviewView known = last;
        Instant now = clock.instant();
        if (known != null && now.isBefore(freshUntil)) {
            return known;
        }
        OverviewView seen = look(now);
        // Counted from its end: a look that took long is no older for that.
        freshUntil = clock.instant().plus(FRESH);
        last = seen;
        return seen;
    }

    /** Whoever has just changed something must not be shown how it was before. */
    public synchronized void forget() {
        last = null;
    }

    private OverviewView look(Instant now) {
        Map<Channel, Integer> senders = rows.senders();
        Map<Channel, Map<Instant, Counts>> fresh = tally.notYetCounted();
        List<ChannelFigures> figures = new ArrayList<>();
        for (Channel channel : Channel.values()) {
            NavigableMap<Instant, Counts> minutes = tally.minutes(channel);
            fresh.getOrDefault(channel, Map.of())
                    .forEach((minute, counts) -> minutes.merge(minute, counts, Counts::plus));
            figures.add(figures(channel, senders.getOrDefault(channel, 0), minutes, now));
        }
        return new OverviewView(now, figures, rows.outbox());
    }

    private ChannelFigures figures(
            Channel channel, int senders, NavigableMap<Instant, Counts> minutes, Instant now) {
        ChannelView view = channels.find(channel, OverviewRows.MOST);
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        Instant hourAgo = minute.minus(MINUTES - 1L, ChronoUnit.MINUTES);
        Counts lastWhole = minutes.getOrDefault(minute.minus(1, ChronoUnit.MINUTES), Counts.NONE);
        return new ChannelFigures(
                view,
                configured.contains(channel.word()),
                senders,
                rows.manual(channel),
                sum(minutes.tailMap(hourAgo, true)),
                sum(minutes),
                each(minutes, hourAgo),
                lastWhole.sent() / 60.0,
                lastWhole.attempts() / 60.0);
    }

    private static Counts sum(NavigableMap<Instant, Counts> minutes) {
        return minutes.values().stream().reduce(Counts.NONE, Counts::plus);
    }

    private static List<Counts> each(Map<Instant, Counts> minutes, Instant from) {
        List<Counts> each = new ArrayList<>();
        for (int minute = 0; minute < MINUTES; minute++) {
            each.add(minutes.getOrDefault(from.plus(minute, ChronoUnit.MINUTES), Counts.NONE));
        }
        return each;
    }
}
