package io.vestnik.email;

import io.vestnik.contract.Channel;
import io.vestnik.contract.email.EmailAddress;
import io.vestnik.delivery.ChannelSender;
import io.vestnik.delivery.Delivery;
import io.vestnik.delivery.Handover;
import io.vestnik.delivery.Outcome;
import io.vestnik.delivery.Reply;

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
