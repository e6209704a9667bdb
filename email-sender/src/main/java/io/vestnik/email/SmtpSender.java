package io.vestnik.email;

import io.vestnik.contract.Channel;
import io.vestnik.contract.email.EmailAddress;
import io.vestnik.delivery.ChannelSender;
import io.vestnik.delivery.Delivery;
import io.vestnik.delivery.Handover;
import io.vestnik.delivery.Outcome;
import io.vestnik.delivery.Reachability;
import io.vestnik.delivery.Reply;
import java.util.Locale;
import java.util.Optional;

/** Sends one notification to one recipient in one SMTP transaction. */
final class SmtpSender implements ChannelSender {
    private final SmtpConnections connections;
    private final SmtpProperties settings;
    private final EmailAddress from;

    SmtpSender(SmtpConnections connections, SmtpProperties settings) {
        this.connections = connections;
        this.settings = settings;
        this.from = settings.sender();
    }

    @Override
    public Channel channel() {
        return Channel.EMAIL;
    }

    @Override
    public Outcome send(Delivery delivery, Handover handover) {
        EmailMessage message;
        try {
            message = EmailMessage.of(delivery, from);
        } catch (IllegalArgumentException notToBeSent) {
            return new Outcome.Refused(Reply.of(String.valueOf(notToBeSent.getMessage())));
        }
        return send(message, handover);
    }

    /** The recipient's domain: a relay may wait for its mail server while we wait for the relay. */
    @Override
    public Optional<String> lane(String recipient) {
        return Optional.of(
                recipient.substring(recipient.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT));
    }

    /** As far as a relay can be asked without a recipient: TLS, AUTH, and our address in MAIL. */
    @Override
    public Reachability probe() {
        SmtpConnection connection = connections.unpooled();
        long until = System.nanoTime() + settings.deadline().toNanos();
        Outcome outcome = connection.probe(from, until);
        connection.quit();
        return outcome instanceof Outcome.Deferred deferred
                ? reachability(deferred)
                : new Reachability.Reachable(outcome.reply());
    }

    private static Reachability reachability(Outcome.Deferred deferred) {
        return switch (deferred.fault()) {
            case UNREACHABLE -> new Reachability.Unreachable(deferred.reply());
            case OUR_SETUP -> new Reachability.SetUp(deferred.reply());
            case FAR_SIDE -> new Reachability.Reachable(deferred.reply());
        };
    }

    private Outcome send(EmailMessage message, Handover handover) {
        SmtpConnection connection = connections.lease();
        try {
            long until = System.nanoTime() + settings.deadline().toNanos();
            Outcome outcome = connection.send(message, handover, until);
            if (connection.wasStale()) {
                connection = connections.replace(connection);
                outcome = connection.send(message, handover, until);
            }
            return outcome;
        } finally {
            connections.giveBack(connection);
        }
    }
}
