package io.vestnik.api.run;

import io.vestnik.api.security.Caller;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The SQL of the table run. */
@Component
class RunRows {
    private final JdbcClient database;

    RunRows(JdbcClient database) {
        this.database = database;
    }

    /** A new one; empty when one of the same group is under way. */
    Optional<RunView> insert(UUID id, Caller caller, RunOrder order, int total) {
        return database.sql(
                        """
                        insert into run (id, owner, action, fingerprint, ids, reason, per_minute,
                            canary, total, started_by, started_at, next_at)
                        values (:id, :owner, :action, cast(:fingerprint as text),
                            cast(:ids as uuid[]), cast(:reason as text),
                            cast(:perMinute as int), :canary, :total, :startedBy, now(), now())
                        on conflict (owner, fingerprint)
                            where finished_at is null and fingerprint is not null do nothing
                        returning *
                        """)
                .param("id", id)
                .param("owner", caller.owner())
                .param("action", order.action().word())
                .param("fingerprint", order.group() == null ? null : order.group().column())
                .param("ids", order.group() == null ? texts(order.ids()) : null)
                .param("reason", order.reason())
                .param("perMinute", order.perMinute())
                .param("canary", order.canary())
                .param("total", total)
                .param("startedBy", caller.name())
                .query((row, n) -> RunRow.view(row))
                .optional();
    }

    private static String[] texts(List<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    Optional<RunView> find(String owner, UUID id) {
        return database.sql("select * from run where id = :id and owner = :owner")
                .param("id", id)
                .param("owner", owner)
                .query((row, n) -> RunRow.view(row))
                .optional();
    }

    /** The newest of a group, whether it is over or not. */
    Optional<RunView> newestOf(String owner, String fingerprint) {
        return database.sql(
                        """
                        select * from run where owner = :owner and fingerprint = :fingerprint
                        order by id desc limit 1
                        """)
                .param("owner", owner)
                .param("fingerprint", fingerprint)
                .query((row, n) -> RunRow.view(row))
                .optional();
    }

    /** Newest first: ids are in the order of time. */
    List<RunView> list(String owner, @Nullable UUID before, int limit) {
        return database.sql(
                        """
                        select * from run where owner = :owner and id < :before
                        order by id desc limit :limit
                        """)
                .param("owner", owner)
                .param("before", before == null ? new UUID(-1, -1) : before)
                .param("limit", limit)
                .query((row, n) -> RunRow.view(row))
                .list();
    }

    List<RunOutcome> outcome(UUID id) {
        return database.sql(
                        """
                        select n.status, count(*) as count from decision d
                        join notification n on n.id = d.notification_id
                        where d.run = :id group by n.status order by n.status
                        """)
                .param("id", id)
                .query((row, n) -> new RunOutcome(row.getString("status"), row.getInt("count")))
                .list();
    }

    List<RunSkip> skips(UUID id, int most) {
        return database.sql(
                        """
                        select s.id, d.action, d.decided_by, d.decided_at
                        from run r cross join unnest(r.ids) as s (id) cross join lateral (
                            select * from decision where notification_id = s.id
                            order by id desc limit 1) d
                        where r.id = :id and not exists (
                            select from decision own
                            where own.notification_id = s.id and own.run = r.id)
                        limit :most
                        """)
                .param("id", id)
                .param("most", most)
                .query((row, n) ->
                        new RunSkip(
                                row.getObject("id", UUID.class),
                                row.getString("action"),
                                row.getString("decided_by"),
                                row.getObject("decided_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Waits for a step that is under way; empty when it is over, or not the owner's. */
    Optional<RunView> stop(Caller caller, UUID id) {
        return database.sql(
                        """
                        update run set state = 'stopped', stopped_by = :name, finished_at = now()
                        where id = :id and owner = :owner and finished_at is null
                        returning *
                        """)
                .param("id", id)
                .param("owner", caller.owner())
                .param("name", caller.name())
                .query((row, n) -> RunRow.view(row))
                .optional();
    }

    /** One whose next step is due, held until the transaction ends; past it others take others. */
    Optional<RunRow> takeDue() {
        return database.sql(
                        """
                        select *, canary_until < now() as canary_overdue from run
                        where finished_at is null and next_at <= now()
                        order by next_at limit 1 for update skip locked
                        """)
                .query((row, n) -> RunRow.read(row))
                .optional();
    }

    /** Lets the next step come after a while. */
    void putOff(UUID id, Duration wait) {
        database.sql(
                        """
                        update run set next_at = clock_timestamp() + cast(:wait as interval)
                        where id = :id
                        """)
                .param("id", id)
                .param("wait", wait.toString())
                .update();
    }

    /** Notes what a step has done, and lets the next one come after a while. */
    void advance(UUID id, RunProgress progress, Duration wait) {
        database.sql(
                        """
                        update run set done = done + :done, skipped = skipped + :skipped,
                            failed = failed + :failed, after_time = :afterTime, after_id = :afterId,
                            after_place = :place,
                            next_at = clock_timestamp() + cast(:wait as interval)
                        where id = :id
                        """)
                .param("id", id)
                .param("done", progress.done())
                .param("skipped", progress.skipped())
                .param("failed", progress.failed())
                .param("afterTime", progress.last().time())
                .param("afterId", progress.last().id())
                .param("place", progress.last().place())
                .param("wait", wait.toString())
                .update();
    }

    /** From now on the first three are waited for, so long at most. */
    void awaitCanary(UUID id, Duration atMost) {
        database.sql(
                        """
                        update run set state = 'waiting-for-canary', next_at = now(),
                            canary_until = now() + cast(:atMost as interval)
                        where id = :id
                        """)
                .param("id", id)
                .param("atMost", atMost.toString())
                .update();
    }

    void passCanary(UUID id) {
        database.sql(
                        """
                        update run set state = 'running', canary_passed = true, next_at = now()
                        where id = :id
                        """)
                .param("id", id)
                .update();
    }

    void failCanary(UUID id, String problem) {
        database.sql(
                        """
                        update run set state = 'failed-canary', problem = :problem,
                            finished_at = now()
                        where id = :id
                        """)
                .param("id", id)
                .param("problem", problem)
                .update();
    }

    /** What is missing in the sum was decided by others before its turn came. */
    void finish(UUID id) {
        database.sql(
                        """
                        update run set state = 'done', finished_at = now(),
                            skipped = greatest(skipped, total - done - failed)
                        where id = :id
                        """)
                .param("id", id)
                .update();
    }
}
