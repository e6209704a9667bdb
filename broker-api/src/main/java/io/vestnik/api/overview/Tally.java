package io.vestnik.api.overview;

import io.vestnik.api.log.Complaint;
import io.vestnik.contract.Channel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts what happens, a slice after the other, so that a page need not. Nobody who accepts or
 * sends pays for it. A slice is counted some seconds after its end, when nearly all of it is
 * committed; what was later, as after an outage of the database, is found when its minute is
 * counted again.
 */
@Component
class Tally {
    private static final Logger log = LoggerFactory.getLogger(Tally.class);

    static final Duration SLICE = Duration.ofSeconds(10);
    private static final Duration LATE = Duration.ofSeconds(12);
    private static final int COUNTED_AGAIN_AFTER_MINUTES = 5;
    private static final int MOST_SLICES = 60;
    private static final Duration LONGEST_GAP = Duration.ofHours(2);
    private static final Duration KEPT = Duration.ofDays(2);

    private final TallyRows rows;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Complaint complaint = new Complaint(log);

    Tally(TallyRows rows, TransactionTemplate transaction, Clock clock) {
        this.rows = rows;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    void advance() {
        try {
            for (int slices = 0; slices < MOST_SLICES && advanceOne(); slices++) {
                log.trace("Counted a slice");
            }
        } catch (DataAccessException | TransactionException e) {
            complaint.warn("What happened cannot be counted right now: " + e.getMessage());
        }
    }

    /** False when there is no whole slice left, or somebody else counts. */
    private boolean advanceOne() {
        return Boolean.TRUE.equals(
                transaction.execute(_ ->
                        rows.lockedProgress()
                                .filter(from -> isOver(from.plus(SLICE)))
                                .map(this::advanceFrom)
                                .orElse(false)));
    }

    private boolean isOver(Instant end) {
        return end.plus(LATE).isBefore(clock.instant());
    }

    /** After a long time without any broker-api, the oldest is left out: pages show a day. */
    private boolean advanceFrom(Instant counted) {
        Instant now = clock.instant();
        Instant from =
                counted.isBefore(now.minus(LONGEST_GAP))
                        ? now.minus(LONGEST_GAP).truncatedTo(ChronoUnit.MINUTES)
                        : counted;
        Instant to = from.plus(SLICE);
        Instant minute = from.truncatedTo(ChronoUnit.MINUTES);
        rows.count(from, to).forEach((channel, counts) -> rows.add(channel, minute, counts));
        if (to.equals(to.truncatedTo(ChronoUnit.MINUTES))) {
            countAgain(to.minus(Duration.ofMinutes(COUNTED_AGAIN_AFTER_MINUTES)));
            rows.deleteBefore(minute.minus(KEPT));
        }
        rows.progressTo(to);
        return true;
    }

    private void countAgain(Instant minute) {
        rows.count(minute, minute.plus(1, ChronoUnit.MINUTES))
                .forEach((channel, counts) -> rows.replace(channel, minute, counts));
    }

    /** The minutes of the last day in which anything happened, as far as they are counted. */
    NavigableMap<Instant, Counts> minutes(Channel channel) {
        return rows.minutes(channel, clock.instant().minus(1, ChronoUnit.DAYS));
    }

    /** What happened since, by minute; a long backlog of counting is not waited for. */
    Map<Channel, Map<Instant, Counts>> notYetCounted() {
        Instant now = clock.instant();
        Instant from = max(rows.progress(), now.minus(SLICE.multipliedBy(6)));
        Map<Channel, Map<Instant, Counts>> found = new EnumMap<>(Channel.class);
        while (from.isBefore(now)) {
            Instant minute = from.truncatedTo(ChronoUnit.MINUTES);
            Instant to = minute.plus(1, ChronoUnit.MINUTES);
            rows.count(from, to)
                    .forEach((channel, counts) ->
                            found.computeIfAbsent(channel, _ -> new TreeMap<>())
                                    .put(minute, counts));
            from = to;
        }
        return found;
    }

    private static Instant max(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
