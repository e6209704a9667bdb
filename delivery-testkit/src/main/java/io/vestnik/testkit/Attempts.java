package io.vestnik.testkit;

import io.vestnik.delivery.ChannelSender;
import io.vestnik.delivery.Delivery;
import io.vestnik.delivery.Handover;
import io.vestnik.delivery.Outcome;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes attempts in threads of their own: a sender that hangs fails its test, not the build. */
final class Attempts {
    private Attempts() {}

    static FutureTask<Outcome> begin(ChannelSender sender, Delivery delivery, Handover handover) {
        FutureTask<Outcome> attempt = new FutureTask<>(() -> sender.send(delivery, handover));
        Thread.ofVirtual().start(attempt);
        return attempt;
    }

    /** Throws what the sender threw. */
    static Outcome outcomeWithin(Duration time, FutureTask<Outcome> attempt) throws Exception {
        try {
            return attempt.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("The attempt is not over after " + time, e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
