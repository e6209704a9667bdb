package io.vestnik.delivery.channel;

import java.time.Duration;

/**
 * How often the far side is asked while nothing gets through.
 *
 * @param suspicion from a first failure to the question whether it was more than that message's
 * @param unreachable from one question to the next while it is away
 * @param setUp from one question to the next while our own set-up is at fault
 * @param longest what each of them may grow to
 */
public record ProbeTimes(
        Duration suspicion, Duration unreachable, Duration setUp, Duration longest) {
    /**
     * What suits a relay: seconds when it is away, more when each question may be a failed login.
     */
    public static final ProbeTimes USUAL =
            new ProbeTimes(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(60));

    /** Twice this time, within the limit. */
    Duration grown(Duration time) {
        Duration twice = time.multipliedBy(2);
        return twice.compareTo(longest) < 0 ? twice : longest;
    }
}
