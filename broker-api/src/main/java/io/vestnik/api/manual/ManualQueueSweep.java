package io.vestnik.api.manual;

import io.vestnik.api.log.Complaint;
import io.vestnik.api.manual.ManualRemovals.Wanted;
import io.vestnik.contract.Channel;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes the messages of decided notifications out of the manual queues, in one process at a time.
 * The first search for a message comes at once, the repetitions now and then.
 */
@Component
class ManualQueueSweep {
    private static final Logger log = LoggerFactory.getLogger(ManualQueueSweep.class);

    /** Each tenth sweep, that is every 10 s, also searches for what was not found before. */
    private static final int REPEAT_EVERY = 10;

    private final ManualRemovals removals;
    private final ManualQueueSearch search;
    private final TransactionTemplate transaction;
    private final Complaint complaint = new Complaint(log);
    private final Map<Channel, Set<Wanted>> searched = new ConcurrentHashMap<>();
    private int sweeps;
    private Thread running = Thread.ofVirtual().unstarted(() -> {});

    ManualQueueSweep(
            ManualRemovals removals, ManualQueueSearch search, TransactionTemplate transaction) {
        this.removals = removals;
        this.search = search;
        this.transaction = transaction;
    }

    /** On a thread of its own: of a long queue, a walk would hold up what else the clock begins. */
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void begin() {
        if (!running.isAlive()) {
            running = Thread.ofVirtual().name("manual-queues").start(this::sweep);
        }
    }

    private void sweep() {
        boolean again = ++sweeps % REPEAT_EVERY == 0;
        try {
            for (Channel channel : removals.channels()) {
                transaction.executeWithoutResult(status -> sweep(channel, again));
            }
        } catch (AmqpException | DataAccessException | TransactionException e) {
            complaint.warn("The manual queues cannot be searched right now: " + e.getMessage());
        }
    }

    private void sweep(Channel channel, boolean again) {
        if (!removals.lock(channel)) {
            return;
        }
        List<Wanted> wanted = removals.wanted(channel);
        Set<Wanted> before = searched.getOrDefault(channel, Set.of());
        if (wanted.isEmpty() || (!again && before.containsAll(wanted))) {
            return;
        }
        Set<Wanted> found = search.takeOut(channel, wanted);
        Set<Wanted> missing = new HashSet<>(wanted);
        missing.removeAll(found);
        removals.forget(found);
        // Only what was missing before: after a long outage the first look may come too early.
        removals.giveUp(missing.stream().filter(before::contains).toList());
        searched.put(channel, missing);
        log.info("Took {} of {} messages out of {}.manual", found.size(), wanted.size(), channel);
    }
}
