package io.vestnik.delivery.jdbc;

import io.vestnik.contract.NotificationStatus;
import io.vestnik.delivery.retry.NextStep;
import io.vestnik.delivery.retry.NextStep.Park.Reason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a next step stands in the columns of an attempt and of its notification. */
final class StepColumns {
    private StepColumns() {}

    static String step(NextStep step) {
        return switch (step) {
            case NextStep.Done _ -> "done";
            case NextStep.RetryAfter _ -> "retry";
            case NextStep.Park _ -> "park";
        };
    }

    static NotificationStatus status(NextStep step) {
        return switch (step) {
            case NextStep.Done _ -> NotificationStatus.SENT;
            case NextStep.RetryAfter _ -> NotificationStatus.RETRYING;
            case NextStep.Park _ -> NotificationStatus.MANUAL;
        };
    }

    static NextStep read(String step, String outcome, @Nullable Integer waitSeconds) {
        return switch (step) {
            case "done" -> new NextStep.Done();
            case "retry" -> new NextStep.RetryAfter(wait(waitSeconds));
            case "park" -> new NextStep.Park(reason(outcome));
            default -> throw new IllegalStateException("No next step is called '" + step + "'");
        };
    }

    private static Duration wait(@Nullable Integer seconds) {
        if (seconds == null) {
            throw new IllegalStateException("An attempt that is to be repeated has no wait");
        }
        return Duration.ofSeconds(seconds);
    }

    private static Reason reason(String outcome) {
        return switch (outcome) {
            case "refused" -> Reason.REFUSED;
            case "uncertain" -> Reason.HELD;
            default -> Reason.EXHAUSTED;
        };
    }
}
