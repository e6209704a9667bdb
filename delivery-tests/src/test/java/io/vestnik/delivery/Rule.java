package io.vestnik.delivery;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Connection;
import io.vestnik.contract.Topology;
import io.vestnik.delivery.LawlessClient.Offence;
import io.vestnik.delivery.history.AttemptLog;
import io.vestnik.delivery.history.Claim;
import io.vestnik.testkit.oracle.Check;
import io.vestnik.testkit.smtp.SmtpBehaviour;
import io.vestnik.testkit.smtp.SmtpStep;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** A rule that the promise stands on, and a fault that only those who keep it survive. */
enum Rule {
    /** A wait queue keeps an expired message until its target has it. */
    AT_LEAST_ONCE(Check.G1) {
        @Override
        void tryOn(Trial trial, boolean kept) throws Exception {
            deferFirstAttempts(trial);
            trial.startSender(kept ? Offence.NONE : Offence.AT_MOST_ONCE, Borders.open(), false);
            trial.posted().post(MANY, "resend", 3);
            unbind(trial, Trial.SEND, Topology.SEND, "email.retry.*");
            await().atMost(LONGEST).until(() -> trial.posted().count("retrying") == MANY);
            await().atMost(LONGEST)
                    .during(Duration.ofMillis(1500))
                    .until(() -> trial.broker().ready(Trial.RETRY) == 0);
            bind(trial, Trial.SEND, Topology.SEND, "email.retry.*");
        }
    },

    /** A message stays the broker's until its sender is done. */
    MANUAL_ACK(Check.G1) {
        @Override
        void tryOn(Trial trial, boolean kept) throws Exception {
            killOneThatHolds(trial, kept, Offence.AUTO_ACK);
        }
    },

    /** First send and record, then acknowledge. */
    ACK_LAST(Check.G1) {
        @Override
        void tryOn(Trial trial, boolean kept) throws Exception {
            killOneThatHolds(trial, kept, Offence.ACK_FIRST);
        }
    },

    /** What is published counts when it is confirmed and was not returned. */
    CONFIRM(Check.G1) {
        @Override
        void tryOn(Trial trial, boolean kept) throws Exception {
            Borders careless =
                    new Borders(
                            Borders.open().history(), _ -> new CarelessPublisher(trial.broker()));
            trial.startSender(Offence.NONE, kept ? Borders.open() : careless, false);
            unbind(trial, Trial.RETRY, Topology.RETRY, Trial.RETRY);
            deferFirstAttempts(trial);
            trial.posted().post(MANY, "resend", 3);
        }
    },

    /** Nobody sends what nobody has granted. */
    CLAIM(Check.G3) {
        @Override
        void tryOn(Trial trial, boolean kept) throws Exception {
            Borders reckless = new Borders(Rule::grantingAll, Borders.open().publisher());
            trial.startSender(Offence.NONE, kept ? Borders.open() : reckless, false);
            trial.posted().postTwice(MANY, 3);
        }
    },

    /** A row leaves the outbox when its message is confirmed, and not before. */
    OUTBOX(Check.G1) {
        @Override
        void tryOn(Trial trial, boolean kept) throws Exception {
            trial.startSender();
            trial.posted().postToOutbox(MANY, 3);
            if (kept) {
                trial.posted().publishOutbox();
            } else {
                trial.posted().clearOutbox();
            }
            // Here the publisher was killed; the next one begins with what it finds.
            trial.posted().publishOutbox();
            trial.posted().clearOutbox();
        }
    };

    private static final int MANY = 20;
    private static final int AT_ONCE = 4;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Check red;

    Rule(Check red) {
        this.red = red;
    }

    /** The check that finds out first when it is broken. */
    Check red() {
        return red;
    }

    /** Lets the fault happen to senders that keep this rule or break it. */
    abstract void tryOn(Trial trial, boolean kept) throws Exception;

    private static void killOneThatHolds(Trial trial, boolean kept, Offence offence)
            throws Exception {
        MortalSender first = trial.startSender(kept ? Offence.NONE : offence, Borders.open(), true);
        trial.posted().post(MANY, "resend", 3);
        first.awaitHeld(AT_ONCE);
        first.kill();
        trial.startSender();
    }

    private static void deferFirstAttempts(Trial trial) {
        for (int i = 0; i < MANY; i++) {
            trial.relay().once(SmtpStep.RCPT, SmtpBehaviour.answer("451 4.2.0 Come back later"));
        }
    }

    private static void unbind(Trial trial, String queue, String exchange, String key)
            throws IOException, TimeoutException {
        try (Connection connection = trial.broker().connectionFactory().newConnection()) {
            connection.createChannel().queueUnbind(queue, exchange, key);
        }
    }

    private static void bind(Trial trial, String queue, String exchange, String key)
            throws IOException, TimeoutException {
        try (Connection connection = trial.broker().connectionFactory().newConnection()) {
            connection.createChannel().queueBind(queue, exchange, key);
        }
    }

    private static AttemptLog grantingAll(AttemptLog history) {
        return Interposed.on(
                AttemptLog.class,
                history,
                (_, arguments, call) -> {
                    try {
                        Object answer = call.proceed(arguments);
                        return answer instanceof Claim ? new Claim.Granted(0) : answer;
                    } catch (ClaimLostException nobodyLooks) {
                        return null;
                    }
                });
    }
}
