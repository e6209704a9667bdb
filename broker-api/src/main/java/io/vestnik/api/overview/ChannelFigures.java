package io.vestnik.api.overview;

import io.vestnik.api.channel.ChannelView;
import java.util.List;

/**
 * How one channel does.
 *
 * @param configured whether somebody is to send on it at all
 * @param senders how many of its senders are alive
 * @param manual how many wait for a person, {@value OverviewRows#MOST} at most
 * @param hour what happened in the last hour
 * @param day what happened in the last 24 hours
 * @param minutes the 60 minutes of the last hour, oldest first, the last one being the present one
 * @param sentPerSecond over the last whole minute
 * @param attemptsPerSecond that ended, over the last whole minute
 */
public record ChannelFigures(
        ChannelView channel,
        boolean configured,
        int senders,
        int manual,
        Counts hour,
        Counts day,
        List<Counts> minutes,
        double sentPerSecond,
        double attemptsPerSecond) {

    /** Whether more wait than were counted. */
    public boolean hasManyWaiting() {
        return channel.waiting().queued() + channel.waiting().retrying() >= OverviewRows.MOST;
    }

    /** running, paused, or what keeps it from sending though nobody paused it. */
    public String state() {
        if (!configured) {
            return "absent";
        }
        return channel.pauses().isEmpty() && senders == 0 ? "stopped" : channel.state();
    }
}
