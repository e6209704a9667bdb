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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The history of attempts in PostgreSQL. */
public final class JdbcAttemptLog implements AttemptLog {
    private static final String SET_ASIDE =
            """
            update notification set next_attempt_at = :until, held_up = false
            where id = :id and cycle = :cycle and attempts = :number - 1
                and status in ('queued', 'retrying')
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
    private final ClaimGroup claims;
    private final HandoverGroup handovers;
    private final FinishGroup finishes;
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
        this.claims = new ClaimGroup(jdbc, session, this::now);
        this.handovers = new HandoverGroup(jdbc, session);
        this.finishes = new FinishGroup(jdbc, session, this::now);
        this.contested = new ContestedClaim(jdbc, session);
        this.clock = clock;
    }

    @Override
    public Claim claim(AttemptKey key) {
        Optional<Claim.Granted> granted = claims.claim(key);
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
        if (!handovers.handOver(key)) {
            throw new ClaimLostException(key.number());
        }
    }

    @Override
    public void finish(AttemptKey key, Outcome outcome, NextStep step) {
        if (!finishes.finish(key, outcome, step) && !isFinished(key, outcome, step)) {
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

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
