package io.vestnik.delivery.jdbc;

import io.vestnik.delivery.ClaimLostException;
import io.vestnik.delivery.Outcome;
import io.vestnik.delivery.history.AttemptKey;
import io.vestnik.delivery.history.AttemptLog;
import io.vestnik.delivery.history.Claim;
import io.vestnik.delivery.retry.NextStep;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The history of attempts in PostgreSQL. */
public final class JdbcAttemptLog implements AttemptLog {
    // The one statement of the normal path: it finds a row only when this attempt is the next one
    // and the one before it has ended.
    private static final String CLAIM =
            """
            with next as (
                update notification set attempts = :number, updated_at = :now, held_up = false
                where id = :id and cycle = :cycle and attempts = :number - 1
                    and status in ('queued', 'retrying')
                    and not exists (
                        select from attempt
                        where notification_id = :id and number = :number - 1 and outcome is null)
                returning counted
            ), begun as (
                insert into attempt (notification_id, number, cycle, session, sender, started_at)
                select :id, :number, :cycle, :session, :sender, :now from next
            )
            select counted as failed_before, exists (
                select from attempt
                where notification_id = :id and number = :number - 1 and cycle = :cycle
                    and next_attempt_at > :early) as early
            from next
            """;

    private static final String SET_ASIDE =
            """
            update notification set next_attempt_at = :until, held_up = false
            where id = :id and cycle = :cycle and attempts = :number - 1
                and status in ('queued', 'retrying')
            """;

    private static final String HAND_OVER =
            """
            update attempt set handed_over = true
            where notification_id = :id and number = :number and session = :session
                and outcome is null
            """;

    private static final String FINISH =
            """
            with finished as (
                update attempt set finished_at = :now, outcome = :outcome, reply = :reply,
                    counted = :counted, fault = :fault, next_step = :step, wait_seconds = :wait,
                    next_attempt_at = :next
                where notification_id = :id and number = :number and session = :session
                    and outcome is null
                returning notification_id
            )
            update notification set status = :status, next_attempt_at = :next, updated_at = :now,
                counted = counted + case when :counted then 1 else 0 end, reason = :reason,
                held_up = :heldUp
            from finished where id = notification_id
            """;

    private static final String FINISHED =
            """
            select count(*) = 1 from attempt
            where notification_id = :id and number = :number and session = :session
                and outcome = :outcome and next_step = :step
            """;

    /** Clocks of two senders may differ by so much without making an attempt look early. */
    static final Duration MARGIN = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final SenderSession session;
    private final ContestedClaim contested;
    private final Clock clock;

    /** Writes as this session. */
    public JdbcAttemptLog(
            JdbcClient jdbc,
            TransactionOperations transactions,
            SenderSession session,
            Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.session = session;
        this.contested = new ContestedClaim(jdbc, session);
        this.clock = clock;
    }

    @Override
    public Claim claim(AttemptKey key) {
        OffsetDateTime now = now();
        Optional<Claim.Granted> granted =
                jdbc.sql(CLAIM)
                        .param("id", key.id())
                        .param("cycle", key.cycle())
                        .param("number", key.number())
                        .param("session", session.id())
                        .param("sender", session.sender())
                        .param("now", now)
                        .param("early", now.plus(MARGIN))
                        .query((row, _) ->
                                new Claim.Granted(
                                        row.getInt("failed_before"), row.getBoolean("early")))
                        .optional();
        return granted.map(Claim.class::cast).orElseGet(() -> settled(key));
    }

    @Override
    public Claim claimMoved(AttemptKey parked) {
        AttemptKey first = parked.firstOfNextCycle();
        transactions.executeWithoutResult(_ -> contested.beginNextCycle(parked, now()));
        return claim(first);
    }

    private Claim settled(AttemptKey key) {
        return Objects.requireNonNull(transactions.execute(_ -> contested.settle(key, now())));
    }

    @Override
    public boolean setAside(AttemptKey key, Duration wait) {
        return jdbc.sql(SET_ASIDE)
                        .param("id", key.id())
                        .param("cycle", key.cycle())
                        .param("number", key.number())
                        .param("until", now().plus(wait))
                        .update()
                == 1;
    }

    @Override
    public void handOver(AttemptKey key) {
        int rows =
                jdbc.sql(HAND_OVER)
                        .param("id", key.id())
                        .param("number", key.number())
                        .param("session", session.id())
                        .update();
        if (rows == 0) {
            throw new ClaimLostException(key.number());
        }
    }

    @Override
    public void finish(AttemptKey key, Outcome outcome, NextStep step) {
        Duration wait = step instanceof NextStep.RetryAfter(Duration rung) ? rung : null;
        Outcome.Fault fault =
                outcome instanceof Outcome.Deferred deferred ? deferred.fault() : null;
        OffsetDateTime now = now();
        int rows =
                jdbc.sql(FINISH)
                        .param("id", key.id())
                        .param("number", key.number())
                        .param("session", session.id())
                        .param("now", now)
                        .param("outcome", outcome.word())
                        .param("reply", outcome.reply().text())
                        .param("counted", outcome.counts())
                        .param("fault", fault == null ? null : fault.word())
                        .param("heldUp", wait != null && fault != null && fault.holdsAllUp())
                        .param("step", StepColumns.step(step))
                        .param("wait", wait == null ? null : wait.toSeconds())
                        .param("next", wait == null ? null : now.plus(wait))
                        .param("status", StepColumns.status(step).word())
                        .param("reason", reason(outcome))
                        .update();
        if (rows == 0 && !isFinished(key, outcome, step)) {
            throw new ClaimLostException(key.number());
        }
    }

    /** Whether this was recorded before, and only the answer was lost. */
    private boolean isFinished(AttemptKey key, Outcome outcome, NextStep step) {
        return jdbc.sql(FINISHED)
                .param("id", key.id())
                .param("number", key.number())
                .param("session", session.id())
                .param("outcome", outcome.word())
                .param("step", StepColumns.step(step))
                .query(Boolean.class)
                .single();
    }

    private static @Nullable String reason(Outcome outcome) {
        return outcome instanceof Outcome.Accepted ? null : outcome.reply().text();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
