package io.vestnik.bench.fault;

import io.vestnik.bench.world.Load;
import io.vestnik.bench.world.World;
import io.vestnik.contract.Channel;
import io.vestnik.contract.Topology;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Waits until nothing is on its way any more. */
final class Quiet {
    private static final String ON_THEIR_WAY =
            """
            select (select count(*) from notification where status in ('queued', 'retrying'))
                + (select count(*) from outbox) + (select count(*) from manual_removal)
            """;

    private final World world;

    Quiet(World world) {
        this.world = world;
    }

    /** Until every request is answered and every notification has come to an end. */
    boolean await(Load load, Duration atMost) {
        return holds(atMost, Duration.ofMillis(50), () -> load.open() == 0 && onTheirWay() == 0);
    }

    /** Until the queues are empty too, by the broker's figures; the manual one may hold some. */
    boolean awaitEmptyQueues(Duration atMost) {
        return holds(
                atMost,
                Duration.ofMillis(200),
                () ->
                        world.host().queues().stream()
                                .filter(queue -> !queue.equals(Topology.manualQueue(Channel.EMAIL)))
                                .allMatch(queue -> world.host().depth(queue).total() == 0));
    }

    /** Notifications that have not come to an end, and rows that wait for something. */
    long onTheirWay() {
        return world.sql().sql(ON_THEIR_WAY).query(Long.class).single();
    }

    /** What has not come to an end, for people. */
    List<String> stragglers() {
        return world.sql()
                .sql(
                        """
                        select id || ' ' || (metadata->>'ledgerKey') || ' is ' || status
                            || ' at attempt ' || attempts || ', due ' || coalesce(next_attempt_at::text, '-')
                        from notification where status in ('queued', 'retrying') limit 5
                        """)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static boolean holds(
            Duration atMost, Duration every, java.util.concurrent.Callable<Boolean> condition) {
        try {
            Awaitility.await("quiet")
                    .atMost(atMost)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(every)
                    .ignoreExceptions()
                    .until(condition);
            return true;
        } catch (ConditionTimeoutException stillBusy) {
            return false;
        }
    }
}
