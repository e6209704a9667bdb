package io.vestnik.email;

import io.vestnik.contract.Content;
import io.vestnik.delivery.Delivery;
import io.vestnik.delivery.Handover;
import io.vestnik.delivery.Outcome;
import io.vestnik.email.SmtpProperties.Tls;
import io.vestnik.testkit.smtp.ScriptedSmtpServer;
import io.vestnik.testkit.smtp.SmtpOffer;
import io.vestnik.testkit.smtp.TestCertificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * A sender with little patience, though enough for a busy machine, in front of a relay that does as
 * it is told.
 */
final class SmtpTestBed implements AutoCloseable {
    static final Duration REPLY = Duration.ofSeconds(3);
    static final Duration DEADLINE = Duration.ofSeconds(6);
    static final Duration FINAL_REPLY = Duration.ofSeconds(6);

    final ScriptedSmtpServer relay;
    final AtomicInteger handovers = new AtomicInteger();
    private final SmtpConnections connections;
    final SmtpSender sender;

    private SmtpTestBed(ScriptedSmtpServer relay, Settings settings) {
        this.relay = relay;
        this.connections = new SmtpConnections(settings.relay(relay.port()));
        this.sender = new SmtpSender(connections, settings.properties());
    }

    static SmtpTestBed plain() {
        return of(SmtpOffer.plain(), new Settings());
    }

    static SmtpTestBed of(SmtpOffer offer, Settings settings) {
        return new SmtpTestBed(ScriptedSmtpServer.start(offer), settings);
    }

    Outcome send() {
        return send(delivery("Dear Ann,\n\nyour order has shipped."));
    }

    Outcome send(Delivery delivery) {
        return sender.send(delivery, handovers::incrementAndGet);
    }

    Outcome send(Handover handover) {
        return sender.send(delivery("Dear Ann"), handover);
    }

    static Delivery delivery(String text) {
        return delivery(new Content("Your order", text, null, null, null, Map.of()), List.of());
    }

    static Delivery delivery(Content content, List<Delivery.Attachment> attachments) {
        return new Delivery(
                UUID.randomUUID(),
                1,
                "ann@example.com",
                content,
                attachments,
                Instant.parse("2026-11-22T09:00:00Z"));
    }

    void closeConnections() {
        connections.close();
    }

    @Override
    public void close() {
        connections.close();
        relay.close();
    }

    /** What the sender is told; a test changes what it is about. */
    static final class Settings {
        String host = "127.0.0.1";
        Tls tls = Tls.NONE;
        @Nullable String user;
        @Nullable String password;
        TestCertificate trusted = TestCertificate.valid();
        int connections = 8;
        int messagesPerConnection = 100;
        Duration idleLimit = Duration.ofSeconds(30);
        Duration connectTimeout = Duration.ofSeconds(2);
        Duration replyTimeout = REPLY;
        Duration deadline = DEADLINE;
        Duration finalReplyTimeout = FINAL_REPLY;

        SmtpProperties properties() {
            return new SmtpProperties(
                    "shop@example.com",
                    tls,
                    connections,
                    messagesPerConnection,
                    idleLimit,
                    connectTimeout,
                    replyTimeout,
                    deadline,
                    finalReplyTimeout);
        }

        Relay relay(int port) {
            JavaMailSenderImpl mail = new JavaMailSenderImpl();
            mail.setHost(host);
            mail.setPort(port);
            mail.setUsername(user);
            mail.setPassword(password);
            if (tls != Tls.NONE) {
                // As Boot does for spring.mail.ssl.bundle.
                mail.getJavaMailProperties()
                        .put(
                                "mail.smtp.ssl.socketFactory",
                                trusted.clientContext().getSocketFactory());
            }
            return Relay.of(mail, properties());
        }
    }
}
