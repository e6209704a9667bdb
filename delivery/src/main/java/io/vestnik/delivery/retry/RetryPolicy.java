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
            case Outcome.Deferred(_, var notBefore, Fault fault) ->
                    switch (fault) {
                        case FAR_SIDE -> climb(failedBefore + 1, maxAttempts, notBefore);
                        case OUR_SETUP -> new RetryAfter(schedule.atMost(SETUP_WAIT));
                    };
            case Outcome.Uncertain _ ->
                    switch (onUncertain) {
                        case RESEND -> climb(failedBefore + 1, maxAttempts, null);
                        case HOLD -> new Park(Reason.HELD);
                    };
        };
    }

    private NextStep climb(int failed, int maxAttempts, @Nullable Duration notBefore) {
        return failed >= maxAttempts
                ? new Park(Reason.EXHAUSTED)
                : new RetryAfter(schedule.after(failed, notBefore));
    }
}
