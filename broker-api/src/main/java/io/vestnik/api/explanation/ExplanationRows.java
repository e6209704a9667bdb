package io.vestnik.api.explanation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the tables know about a notification that is not in its history. */
@Component
class ExplanationRows {
    /** Counting goes no further: beyond it, the exact number helps nobody. */
    static final int MOST = 10_000;

    private final JdbcClient database;

    ExplanationRows(JdbcClient database) {
        this.database = database;
    }

    /**
     * Where a notification is.
     *
     * @param heldUp whether it goes on as soon as the far side is back
     * @param inOutbox whether the broker has not confirmed it
     * @param problem why not, where that is known
     */
    record Place(boolean heldUp, boolean inOutbox, @Nullable String problem) {}

    Place place(UUID id) {
        return database.sql(
                        """
                        select n.held_up, o.id is not null as in_outbox, o.problem
                        from notification n
                        left join outbox o on o.notification_id = n.id and o.cycle = n.cycle
                        where n.id = :id
                        """)
                .param("id", id)
                .query((row, n) ->
                        new Place(
                                row.getBoolean("held_up"),
                                row.getBoolean("in_outbox"),
                                row.getString("problem")))
                .optional()
                .orElse(new Place(false, false, null));
    }

    /** How many of its channel are due before it, and no less urgent. */
    int ahead(UUID id, String channel) {
        return database.sql(
                        """
                        select count(*) from (
                            select from notification other, notification one
                            where one.id = :id and other.channel = :channel
                                and other.status in ('queued', 'retrying')
                                and coalesce(other.next_attempt_at, other.updated_at)
                                    < coalesce(one.next_attempt_at, one.updated_at)
                                and other.priority <= one.priority
                            limit :most) as ahead
                        """)
                .param("id", id)
                .param("channel", channel)
                .param("most", MOST)
                .query(Integer.class)
                .single();
    }
}
