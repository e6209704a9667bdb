package io.vestnik.delivery.retry;

import io.vestnik.contract.OnUncertain;
import io.vestnik.delivery.Outcome;
import io.vestnik.delivery.Outcome.Fault;
import io.vestnik.delivery.retry.NextStep.Done;
import io.vestnik.delivery.retry.NextStep.Park;
import io.vestnik.delivery.retry.NextStep.Park.Reason;
import io.vestnik.delivery.retry.NextStep.RetryAfter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Decides what follows an attempt, from its outcome and the attempts before it, and nothing else.
 */
public final class RetryPolicy {
    /**
     * A fault of our own is looked at again soon: once it is repaired, nobody should sit out a day.
     */
    private static final Duration SETUP_WAIT = Duration.ofMinutes(1);

    private final RetrySchedule schedule;

    /** Decides by this schedule. */
    public RetryPolicy(RetrySchedule schedule) {
        this.schedule = schedule;
    }

    /**
     * What follows an attempt that ended so.
     *
     * @param failedBefore attempts of this cycle that failed before this one and counted
     * @param maxAttempts attempts that may fail before a person is asked
     */
    public NextStep after(
            Outcome outcome, int failedBefore, int maxAttempts, OnUncertain onUncertain) {
        return switch (outcome) {
            case Outcome.Accepted _ -> new Done();
            case Outcome.Refused _ -> new Park(Reason.REFUSED);
            case Outcome.Deferred deferred -> afterDeferral(deferred, failedBefore, maxAttempts);
            case Outcome.Uncertain _ ->
                    switch (onUncertain) {
                        case RESEND -> climb(failedBefore + 1, maxAttempts, null);
                        case HOLD -> new Park(Reason.HELD);
                    };
        };
    }

    /**
     * A wait that brings a message towards this time without going past it, as far as the rungs
     * allow; a longer time takes several.
     */
    public Duration towards(Duration time) {
        return schedule.atMost(time);
    }

    /** One that costs nothing stays on its rung, unless it was told how long to wait. */
    private NextStep afterDeferral(Outcome.Deferred deferred, int failedBefore, int maxAttempts) {
        if (deferred.fault() == Fault.OUR_SETUP) {
            return new RetryAfter(schedule.atMost(SETUP_WAIT));
        }
        if (deferred.free() && deferred.notBefore() != null) {
            return new RetryAfter(towards(deferred.notBefore()));
        }
        return deferred.free()
                ? new RetryAfter(schedule.after(Math.max(failedBefore, 1), null))
                : climb(failedBefore + 1, maxAttempts, deferred.notBefore());
    }

    private NextStep climb(int failed, int maxAttempts, @Nullable Duration notBefore) {
        return failed >= maxAttempts
                ? new Park(Reason.EXHAUSTED)
                : new RetryAfter(schedule.after(failed, notBefore));
    }
}
