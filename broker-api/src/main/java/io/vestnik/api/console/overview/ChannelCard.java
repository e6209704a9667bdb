package io.vestnik.api.console.overview;

import io.vestnik.api.channel.ChannelView.EventView;
import io.vestnik.api.overview.ChannelFigures;
import io.vestnik.api.overview.Counts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one channel does, ready to be drawn.
 *
 * @param bars the last hour, oldest minute first
 * @param events the newest of what became of the channel
 * @param away since when, and why, nobody gets through to the far side; absent when somebody does
 */
public record ChannelCard(
        ChannelFigures figures, List<Bar> bars, List<EventView> events, @Nullable EventView away) {
    private static final int EVENTS = 3;

    static ChannelCard of(ChannelFigures figures, Instant now) {
        return new ChannelCard(
                figures,
                Bar.of(figures.minutes()),
                figures.channel().recentEvents().stream().limit(EVENTS).toList(),
                away(figures, now).orElse(null));
    }

    /** A sender that was restarted meanwhile says nothing of a far side that is back. */
    private static Optional<EventView> away(ChannelFigures figures, Instant now) {
        return figures.channel().recentEvents().stream()
                .filter(event ->
                        event.event().equals("unreachable") || event.event().equals("back"))
                .findFirst()
                .filter(event -> event.event().equals("unreachable"))
                .filter(_ -> isWaiting(figures) || hasFailedLately(figures.hour()))
                .filter(event -> !hasSentSince(figures, event.happenedAt(), now));
    }

    private static boolean isWaiting(ChannelFigures figures) {
        return figures.channel().waiting().queued() + figures.channel().waiting().retrying() > 0;
    }

    private static boolean hasFailedLately(Counts hour) {
        return hour.failed() + hour.parked() > 0;
    }

    /**
     * In whole minutes, as they are counted: in the minute itself something may have gone before.
     */
    private static boolean hasSentSince(ChannelFigures figures, Instant then, Instant now) {
        List<Counts> minutes = figures.minutes();
        long since =
                Duration.between(
                                then.truncatedTo(ChronoUnit.MINUTES),
                                now.truncatedTo(ChronoUnit.MINUTES))
                        .toMinutes();
        return minutes.stream()
                .skip(Math.max(0, minutes.size() - since))
                .anyMatch(minute -> minute.sent() > 0);
    }

    /** In a word: running only when what is handed over arrives. */
    public String state() {
        return away != null && figures.state().equals("running") ? "away" : figures.state();
    }

    /** Whether there is anything to show but that it is not set up. */
    public boolean isInUse() {
        return figures.configured()
                || figures.day().accepted() > 0
                || figures.manual() > 0
                || isWaiting(figures);
    }
}
