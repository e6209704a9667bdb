package io.vestnik.api.overdue;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vestnik.api.log.Complaint;
import io.vestnik.api.overdue.OverdueRows.Overdue;
import io.vestnik.contract.Channel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Says once when a channel has stopped sending, whatever the reason: no sender runs, a queue is
 * gone, dead letters cannot move. And once when that is over.
 */
@Component
class OverdueWatch {
    private static final Logger log = LoggerFactory.getLogger(OverdueWatch.class);

    private final OverdueRows rows;
    private final Duration after;
    private final Complaint complaint = new Complaint(log);
    private final Map<Channel, Overdue> seen = new ConcurrentHashMap<>();

    OverdueWatch(
            OverdueRows rows,
            @Value("${vestnik.overdue.after}") Duration after,
            MeterRegistry metrics) {
        this.rows = rows;
        this.after = after;
        for (Channel channel : Channel.values()) {
            Gauge.builder("vestnik.notifications.overdue", () -> seen(channel).count())
                    .description("Notifications that should have been tried by now")
                    .tag("channel", channel.word())
                    .register(metrics);
            Gauge.builder("vestnik.notifications.oldest.overdue", () -> seen(channel).seconds())
                    .description("For how long the first of them has been due")
                    .baseUnit("seconds")
                    .tag("channel", channel.word())
                    .register(metrics);
        }
    }

    private Overdue seen(Channel channel) {
        return seen.getOrDefault(channel, Overdue.NOTHING);
    }

    @Scheduled(fixedDelayString = "${vestnik.overdue.look-every}")
    void look() {
        try {
            for (Channel channel : Channel.values()) {
                note(channel, rows.find(channel, after));
            }
        } catch (DataAccessException | TransactionException e) {
            complaint.warn("What is overdue cannot be looked up right now: " + e.getMessage());
        }
    }

    private void note(Channel channel, Overdue now) {
        Overdue before = seen(channel);
        seen.put(channel, now);
        if (before.count() == 0 && now.count() > 0) {
            log.error(
                    "Channel {} does not send: {}{} should have been tried more than {} s ago, the"
                            + " oldest is {}. Does a sender run? `./vestnik doctor` looks",
                    channel,
                    now.count(),
                    now.count() == OverdueRows.MOST ? " or more notifications" : " notification(s)",
                    after.toSeconds(),
                    now.oldest());
        } else if (before.count() > 0 && now.count() == 0) {
            log.info("Channel {} has nothing overdue any more", channel);
        }
    }
}
