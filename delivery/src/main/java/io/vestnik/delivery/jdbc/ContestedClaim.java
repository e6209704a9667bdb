package io.vestnik.delivery.jdbc;

import io.vestnik.delivery.history.AttemptKey;
import io.vestnik.delivery.history.Claim;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Settles a claim that is not simply the next one: a message that came twice, that was left over,
 * or whose sender died. Runs in a transaction and locks the notification first.
 */
final class ContestedClaim {
    /** A message that took its sender down this often, and once more, may well be the cause. */
    private static final int MOST_TAKEOVERS = 4;

    private final JdbcClient jdbc;
    private final SenderSession session;

    ContestedClaim(JdbcClient jdbc, SenderSession session) {
        this.jdbc = jdbc;
        this.session = session;
    }

    private record Standing(String status, int cycle, int attempts, int counted) {}

    private record Newest(
            long session,
            String sender,
            boolean handedOver,
            int takeovers,
            @Nullable String outcome,
            @Nullable String reply,
            @Nullable String nextStep,
            @Nullable Integer waitSeconds,
            boolean early) {}

    Claim settle(AttemptKey key, OffsetDateTime now) {
        Optional<Standing> standing =
                jdbc.sql(
                                "select status, cycle, attempts, counted from notification"
                                        + " where id = ? for update")
                        .param(key.id())
                        .query(Standing.class)
                        .optional();
        return standing.map(found -> settle(key, found, now)).orElseGet(Claim.Unknown::new);
    }

    private Claim settle(AttemptKey key, Standing found, OffsetDateTime now) {
        if (key.cycle() != found.cycle || key.number() != found.attempts) {
            return new Claim.Stale(
                    "it asks for attempt %d of cycle %d, and the notification is %s at attempt %d of cycle %d"
                            .formatted(
                                    key.number(),
                                    key.cycle(),
                                    found.status,
                                    found.attempts,
                                    found.cycle));
        }
        return switch (found.status) {
            case "queued", "retrying", "manual" -> settleNewest(key, found, now);
            default -> new Claim.Stale("the notification is " + found.status);
        };
    }

    private Claim settleNewest(AttemptKey key, Standing found, OffsetDateTime now) {
        Newest newest =
                jdbc.sql(
                                """
                                select a.session, a.sender, a.handed_over, a.takeovers, a.outcome,
                                    a.reply, a.next_step, a.wait_seconds,
                                    coalesce(before.next_attempt_at > ?, false) as early
                                from attempt a
                                left join attempt before on before.notification_id = a.notification_id
                                    and before.number = a.number - 1 and before.cycle = a.cycle
                                where a.notification_id = ? and a.number = ?
                                """)
                        .params(now.plus(JdbcAttemptLog.MARGIN), key.id(), key.number())
                        .query(Newest.class)
                        .single();
        if (newest.outcome != null && newest.nextStep != null) {
            return new Claim.Decided(
                    StepColumns.read(newest.nextStep, newest.outcome, newest.waitSeconds),
                    newest.reply == null ? "" : newest.reply);
        }
        if (isAlive(newest.session)) {
            return new Claim.Busy(newest.sender);
        }
        takeOver(key, newest, now);
        if (newest.handedOver) {
            return new Claim.Interrupted(found.counted, newest.sender);
        }
        return newest.takeovers < MOST_TAKEOVERS
                ? new Claim.Granted(found.counted, newest.early)
                : new Claim.Abandoned(found.counted, newest.takeovers + 1);
    }

    /** Our own open attempts are never alive here: the engine knows those that it is making. */
    private boolean isAlive(long other) {
        if (other == session.id()) {
            return false;
        }
        boolean lockIsFree =
                jdbc.sql("select pg_try_advisory_xact_lock_shared(?, ?)")
                        .params(SenderSession.LOCK_CLASS, (int) other)
                        .query(Boolean.class)
                        .single();
        return !lockIsFree;
    }

    private void takeOver(AttemptKey key, Newest newest, OffsetDateTime now) {
        jdbc.sql(
                        """
                        update attempt set session = ?, sender = ?, takeovers = takeovers + 1,
                            started_at = case when handed_over then started_at else ? end
                        where notification_id = ? and number = ? and session = ?
                            and outcome is null
                        """)
                .params(session.id(), session.sender(), now, key.id(), key.number(), newest.session)
                .update();
    }

    /** Does nothing when somebody has decided otherwise since the message was parked. */
    void beginNextCycle(AttemptKey parked, OffsetDateTime now) {
        int begun =
                jdbc.sql(
                                """
                                update notification set status = 'queued', cycle = cycle + 1,
                                    counted = 0, next_attempt_at = null, updated_at = ?
                                where id = ? and status = 'manual' and cycle = ? and attempts = ?
                                """)
                        .params(now, parked.id(), parked.cycle(), parked.number())
                        .update();
        if (begun == 1) {
            jdbc.sql(
                            """
                            insert into decision
                                (notification_id, cycle, action, decided_by, decided_at)
                            values (?, ?, 'move', 'by hand, in the broker', ?)
                            """)
                    .params(parked.id(), parked.cycle(), now)
                    .update();
        }
    }
}
