package io.vestnik.api.channel;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with one channel, for the whole installation and not for one caller.
 *
 * @param state running, or paused while there is any pause
 * @param pauses why it is paused, oldest first
 * @param oldestWaitingSince when the oldest of what waits was accepted
 * @param recentEvents newest first, {@value ChannelRows#EVENTS_SHOWN} at most
 */
public record ChannelView(
        String channel,
        String state,
        List<PauseView> pauses,
        WaitingView waiting,
        @Nullable Instant oldestWaitingSince,
        List<EventView> recentEvents) {

    /**
     * A reason to send nothing.
     *
     * @param cause hand: somebody wanted it; set-up: a sender found our own set-up at fault
     * @param pausedBy the beginning of the key that was used, or the sender's name
     */
    public record PauseView(String cause, String reason, String pausedBy, Instant since) {}

    /**
     * How many notifications are not finished.
     *
     * @param queued without a finished attempt
     * @param retrying with a failed one
     */
    public record WaitingView(long queued, long retrying) {}

    /**
     * What became of the channel.
     *
     * @param event paused, resumed, unreachable, back or released
     * @param cause of the pause that began or ended; absent when several ended at once
     * @param notifications with released, how many were let go
     */
    public record EventView(
            String event,
            @Nullable String cause,
            String causedBy,
            @Nullable String reason,
            @Nullable Integer notifications,
            Instant happenedAt) {}
}
