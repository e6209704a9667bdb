package io.vestnik.delivery.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.contract.OnUncertain;
import io.vestnik.delivery.Outcome;
import io.vestnik.delivery.Outcome.Accepted;
import io.vestnik.delivery.Outcome.Deferred;
import io.vestnik.delivery.Outcome.Fault;
import io.vestnik.delivery.Outcome.Refused;
import io.vestnik.delivery.Outcome.Uncertain;
import io.vestnik.delivery.Reply;
import io.vestnik.delivery.retry.NextStep.Done;
import io.vestnik.delivery.retry.NextStep.Park;
import io.vestnik.delivery.retry.NextStep.Park.Reason;
import io.vestnik.delivery.retry.NextStep.RetryAfter;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RetryPolicyTest {
    private static final Reply REPLY = Reply.of("451 Try again later");
    private static final Outcome DEFERRED = new Deferred(REPLY);
    private static final Outcome UNCERTAIN = new Uncertain(REPLY);
    private static final Outcome AWAY = Deferred.unreachable(REPLY);
    private static final Outcome AWAY_AGAIN = new Deferred(REPLY, null, Fault.UNREACHABLE, true);
    private static final Outcome SETUP = new Deferred(REPLY, null, Fault.OUR_SETUP);

    private final RetryPolicy policy = new RetryPolicy(RetrySchedule.parse("10s,1m,5m,15m,1h"));

    static Stream<Arguments> table() {
        return Stream.of(
                row(new Accepted(REPLY), 0, 6, OnUncertain.RESEND, new Done()),
                row(new Accepted(REPLY), 5, 6, OnUncertain.HOLD, new Done()),
                row(new Refused(REPLY), 0, 6, OnUncertain.RESEND, new Park(Reason.REFUSED)),
                row(DEFERRED, 0, 6, OnUncertain.RESEND, again("PT10S")),
                row(DEFERRED, 1, 6, OnUncertain.RESEND, again("PT1M")),
                row(DEFERRED, 4, 6, OnUncertain.RESEND, again("PT1H")),
                row(DEFERRED, 5, 6, OnUncertain.RESEND, new Park(Reason.EXHAUSTED)),
                row(DEFERRED, 0, 1, OnUncertain.RESEND, new Park(Reason.EXHAUSTED)),
                row(DEFERRED, 7, 9, OnUncertain.RESEND, again("PT1H")),
                row(asking("PT5S"), 0, 6, OnUncertain.RESEND, again("PT10S")),
                row(asking("PT61S"), 0, 6, OnUncertain.RESEND, again("PT5M")),
                row(asking("PT5M"), 0, 6, OnUncertain.RESEND, again("PT5M")),
                row(asking("PT9H"), 0, 6, OnUncertain.RESEND, again("PT1H")),
                row(UNCERTAIN, 0, 6, OnUncertain.RESEND, again("PT10S")),
                row(UNCERTAIN, 5, 6, OnUncertain.RESEND, new Park(Reason.EXHAUSTED)),
                row(UNCERTAIN, 0, 6, OnUncertain.HOLD, new Park(Reason.HELD)),
                row(told("PT7S"), 3, 6, OnUncertain.RESEND, again("PT10S")),
                row(told("PT35S"), 5, 6, OnUncertain.RESEND, again("PT10S")),
                row(told("PT4M"), 5, 6, OnUncertain.HOLD, again("PT1M")),
                row(told("PT9H"), 0, 1, OnUncertain.RESEND, again("PT1H")),
                row(AWAY, 1, 6, OnUncertain.RESEND, again("PT1M")),
                row(AWAY, 5, 6, OnUncertain.RESEND, new Park(Reason.EXHAUSTED)),
                row(AWAY_AGAIN, 0, 6, OnUncertain.RESEND, again("PT10S")),
                row(AWAY_AGAIN, 2, 6, OnUncertain.RESEND, again("PT1M")),
                row(AWAY_AGAIN, 5, 6, OnUncertain.RESEND, again("PT1H")),
                row(SETUP, 0, 6, OnUncertain.RESEND, again("PT1M")),
                row(SETUP, 5, 6, OnUncertain.RESEND, again("PT1M")));
    }

    private static Arguments row(
            Outcome outcome, int failed, int max, OnUncertain onUncertain, NextStep expected) {
        return Arguments.of(outcome, failed, max, onUncertain, expected);
    }

    private static Outcome asking(String notBefore) {
        return new Deferred(REPLY, Duration.parse(notBefore), Fault.FAR_SIDE);
    }

    private static Outcome told(String wait) {
        return Deferred.limited(REPLY, Duration.parse(wait));
    }

    private static NextStep again(String pause) {
        return new RetryAfter(Duration.parse(pause));
    }

    @ParameterizedTest(name = "{0} after {1} of {2} failures, {3}: {4}")
    @MethodSource("table")
    void everyOutcomeHasItsNextStep(
            Outcome outcome, int failed, int max, OnUncertain onUncertain, NextStep expected) {
        assertThat(policy.after(outcome, failed, max, onUncertain)).isEqualTo(expected);
    }
}
