package io.vestnik.delivery.jdbc;

import io.vestnik.contract.GroupCommit;
import io.vestnik.delivery.Fingerprint;
import io.vestnik.delivery.Outcome;
import io.vestnik.delivery.history.AttemptKey;
import io.vestnik.delivery.retry.NextStep;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Attempts that end at the same moment, recorded in one statement. */
final class FinishGroup {
    private static final int MOST = 128;
    private static final Duration PACE = Duration.ofMillis(10);

    // What somebody else has locked is passed over: nobody waits for a lock of another
    // notification.
    private static final String FINISH =
            """
            with ended as (
                select * from unnest(:ids::uuid[], :numbers, :outcomes, :replies, :counted,
                    :faults, :heldUp, :steps, :waits, :statuses, :reasons, :fingerprints)
                    as e (id, number, outcome, reply, counted, fault, held_up, step, wait, status,
                        reason, fingerprint)
            ), free as (
                select n.id from notification n join ended e on n.id = e.id
                for no key update of n %s
            ), finished as (
                update attempt t set finished_at = :now, outcome = e.outcome, reply = e.reply,
                    counted = e.counted, fault = e.fault, next_step = e.step, wait_seconds = e.wait,
                    next_attempt_at = :now + e.wait * interval '1 second'
                from ended e join free on free.id = e.id
                where t.notification_id = e.id and t.number = e.number and t.session = :session
                    and t.finished_at is null
                returning t.notification_id, t.number
            )
            update notification n set status = e.status,
                next_attempt_at = :now + e.wait * interval '1 second', updated_at = :now,
                counted = n.counted + case when e.counted then 1 else 0 end, reason = e.reason,
                held_up = e.held_up,
                fingerprint = coalesce(n.channel || ':' || e.fingerprint, '')
            from ended e join finished f on f.notification_id = e.id and f.number = e.number
            where n.id = e.id
            returning n.id, e.number
            """;

    private static final String PATIENT = FINISH.formatted("");
    private static final String PASSING_BY = FINISH.formatted("skip locked");

    private final JdbcClient jdbc;
    private final SenderSession session;
    private final Supplier<OffsetDateTime> now;
    private final GroupCommit<End, Boolean> group =
            new GroupCommit<>(
                    MOST,
                    PACE,
                    ends -> finish(PASSING_BY, ends),
                    DataIntegrityViolationException.class::isInstance);

    FinishGroup(JdbcClient jdbc, SenderSession session, Supplier<OffsetDateTime> now) {
        this.jdbc = jdbc;
        this.session = session;
        this.now = now;
    }

    private record End(AttemptKey key, Outcome outcome, NextStep step) {
        @Nullable Integer waitSeconds() {
            return step instanceof NextStep.RetryAfter(var rung)
                    ? Math.toIntExact(rung.toSeconds())
                    : null;
        }

        Outcome.@Nullable Fault fault() {
            return outcome instanceof Outcome.Deferred deferred ? deferred.fault() : null;
        }

        @Nullable String faultWord() {
            Outcome.Fault fault = fault();
            return fault == null ? null : fault.word();
        }

        boolean heldUp() {
            Outcome.Fault fault = fault();
            return step instanceof NextStep.RetryAfter && fault != null && fault.holdsAllUp();
        }

        @Nullable String reason() {
            return outcome instanceof Outcome.Accepted ? null : outcome.reply().text();
        }

        @Nullable String fingerprint() {
            return step instanceof NextStep.Park(var why)
                    ? Fingerprint.of(why, outcome.reply())
                    : null;
        }
    }

    /** False when the attempt was not open, or is no longer this sender's. */
    boolean finish(AttemptKey key, Outcome outcome, NextStep step) {
        End end = new End(key, outcome, step);
        return group.write(end) || finish(PATIENT, List.of(end)).getFirst();
    }

    private List<Boolean> finish(String statement, List<End> ends) {
        List<AttemptKey> keys = ends.stream().map(End::key).toList();
        Set<KeyColumns.One> done =
                new HashSet<>(
                        jdbc.sql(statement)
                                .param("now", now.get())
                                .param("session", session.id())
                                .param("ids", KeyColumns.ids(keys))
                                .param("numbers", KeyColumns.ints(keys, AttemptKey::number))
                                .param("outcomes", texts(ends, end -> end.outcome().word()))
                                .param("replies", texts(ends, end -> end.outcome().reply().text()))
                                .param(
                                        "counted",
                                        column(ends, end -> end.outcome().counts(), Boolean[]::new))
                                .param("faults", texts(ends, End::faultWord))
                                .param("heldUp", column(ends, End::heldUp, Boolean[]::new))
                                .param("steps", texts(ends, end -> StepColumns.step(end.step())))
                                .param("waits", column(ends, End::waitSeconds, Integer[]::new))
                                .param(
                                        "statuses",
                                        texts(ends, end -> StepColumns.status(end.step()).word()))
                                .param("reasons", texts(ends, End::reason))
                                .param("fingerprints", texts(ends, End::fingerprint))
                                .query(KeyColumns.One::at)
                                .list());
        return keys.stream().map(key -> done.contains(KeyColumns.One.of(key))).toList();
    }

    private static @Nullable String[] texts(
            List<End> ends, Function<End, @Nullable String> column) {
        return column(ends, column, String[]::new);
    }

    private static <T> @Nullable T[] column(
            List<End> ends,
            Function<End, ? extends @Nullable T> column,
            IntFunction<@Nullable T[]> array) {
        return ends.stream().map(column).toArray(array);
    }
}
