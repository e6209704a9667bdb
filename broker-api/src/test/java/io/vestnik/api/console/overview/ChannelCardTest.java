package io.vestnik.api.console.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.api.channel.ChannelView;
import io.vestnik.api.channel.ChannelView.EventView;
import io.vestnik.api.channel.ChannelView.PauseView;
import io.vestnik.api.channel.ChannelView.WaitingView;
import io.vestnik.api.overview.ChannelFigures;
import io.vestnik.api.overview.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A channel that cannot deliver does not look like one that can. */
class ChannelCardTest {
    private static final Instant NOW = Instant.parse("2026-12-01T09:30:20Z");
    private static final Counts SENT = new Counts(1, 1, 0, 0);
    private static final Counts FAILED = new Counts(1, 0, 1, 0);

    private final List<EventView> events = new ArrayList<>();
    private final List<PauseView> pauses = new ArrayList<>();
    private final List<Counts> minutes = new ArrayList<>(Collections.nCopies(60, Counts.NONE));
    private long retrying = 1;

    private void event(String event, Duration ago) {
        events.addFirst(new EventView(event, null, "sender-1", "refused", null, NOW.minus(ago)));
    }

    private void minute(int ago, Counts counts) {
        minutes.set(59 - ago, counts);
    }

    private ChannelCard card() {
        var channel =
                new ChannelView(
                        "email",
                        pauses.isEmpty() ? "running" : "paused",
                        pauses,
                        new WaitingView(0, retrying),
                        null,
                        events);
        long failed = minutes.stream().mapToLong(Counts::failed).sum();
        var hour = new Counts(0, 0, failed, 0);
        return ChannelCard.of(
                new ChannelFigures(channel, true, 1, 0, hour, hour, minutes, 0, 0), NOW);
    }

    @Test
    void aFarSideThatNobodyGetsThroughToIsAway() {
        event("back", Duration.ofHours(2));
        event("unreachable", Duration.ofMinutes(3));

        assertThat(card().state()).isEqualTo("away");
        assertThat(card().away()).extracting(EventView::reason).isEqualTo("refused");
    }

    @Test
    void oneThatIsBackIsNot() {
        event("unreachable", Duration.ofMinutes(3));
        event("back", Duration.ofMinutes(1));
        event("released", Duration.ofMinutes(1));

        assertThat(card().state()).isEqualTo("running");
    }

    @Test
    void whatItTookSinceCountsForMoreThanWhatARestartedSenderForgotToSay() {
        event("unreachable", Duration.ofMinutes(3));
        minute(3, SENT);
        assertThat(card().state()).isEqualTo("away");

        minute(2, SENT);
        assertThat(card().state()).isEqualTo("running");
    }

    @Test
    void anOutageOfTheDayBeforeIsOverWhenNothingWaitsAndNothingFails() {
        event("unreachable", Duration.ofDays(1));
        assertThat(card().state()).isEqualTo("away");

        retrying = 0;
        assertThat(card().state()).isEqualTo("running");

        minute(40, FAILED);
        assertThat(card().state()).isEqualTo("away");
    }

    @Test
    void aPauseIsToldFirst() {
        event("unreachable", Duration.ofMinutes(3));
        pauses.add(new PauseView("hand", "moving", "admin", NOW));

        assertThat(card().state()).isEqualTo("paused");
    }
}
