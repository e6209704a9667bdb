package io.vestnik.api.console.overview;

import io.vestnik.api.channel.ChannelView.EventView;
import io.vestnik.api.overview.ChannelFigures;
import java.util.List;

/**
 * How one channel does, ready to be drawn.
 *
 * @param bars the last hour, oldest minute first
 * @param events the newest of what became of the channel
 */
public record ChannelCard(ChannelFigures figures, List<Bar> bars, List<EventView> events) {
    private static final int EVENTS = 3;

    static ChannelCard of(ChannelFigures figures) {
        return new ChannelCard(
                figures,
                Bar.of(figures.minutes()),
                figures.channel().recentEvents().stream().limit(EVENTS).toList());
    }

    /** Whether there is anything to show but that it is not set up. */
    public boolean isInUse() {
        return figures.configured()
                || figures.day().accepted() > 0
                || figures.manual() > 0
                || figures.channel().waiting().queued() + figures.channel().waiting().retrying()
                        > 0;
    }
}
