package io.vestnik.api.manual;

import io.vestnik.contract.Channel;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of the table manual_removal: messages that are still to leave a manual queue. */
@Component
class ManualRemovals {
    /** First word of our advisory locks on manual queues; the second one is the channel. */
    private static final int LOCK = 1_448_300_631;

    private final JdbcClient database;

    /** So many in one walk through the queue, which takes as long for one as for all. */
    private static final int MOST = 10_000;

    /** A message to take out: that of this cycle, or of an earlier one. */
    record Wanted(UUID notification, int cycle) {}

    ManualRemovals(JdbcClient database) {
        this.database = database;
    }

    /** The channels for which something is to be done. */
    List<Channel> channels() {
        return database
                .sql("select distinct channel from manual_removal")
                .query((row, n) -> row.getString("channel"))
                .list()
                .stream()
                .flatMap(word -> Channel.of(word).stream())
                .toList();
    }

    /** Whether this process may search the queue; holds until the transaction ends. */
    boolean lock(Channel channel) {
        return database.sql("select pg_try_advisory_xact_lock(:lock, hashtext(:channel))")
                .param("lock", LOCK)
                .param("channel", channel.word())
                .query(Boolean.class)
                .single();
    }

    /** What is to be taken out now: the message that replaces it must be with the broker first. */
    List<Wanted> wanted(Channel channel) {
        return database.sql(
                        """
                        select notification_id, cycle from manual_removal m
                        where channel = :channel and not exists (
                            select from outbox o
                            where o.notification_id = m.notification_id and o.cycle > m.cycle)
                        order by requested_at limit :most
                        """)
                .param("channel", channel.word())
                .param("most", MOST)
                .query((row, n) ->
                        new Wanted(
                                row.getObject("notification_id", UUID.class), row.getInt("cycle")))
                .list();
    }

    /** Forgets what was taken out. */
    void forget(Collection<Wanted> found) {
        delete("", found);
    }

    /**
     * Forgets what was looked for during 60 s. Not sooner: the sender may have written down that it
     * parks the message, and be about to do so.
     */
    void giveUp(Collection<Wanted> missing) {
        delete(" and requested_at < now() - interval '60 seconds'", missing);
    }

    private void delete(String condition, Collection<Wanted> removals) {
        database.sql(
                        """
                        delete from manual_removal m using unnest(:ids, :cycles) as w (id, cycle)
                        where m.notification_id = w.id and m.cycle = w.cycle\
                        """
                                + condition)
                .param("ids", removals.stream().map(Wanted::notification).toArray(UUID[]::new))
                .param("cycles", removals.stream().map(Wanted::cycle).toArray(Integer[]::new))
                .update();
    }
}
