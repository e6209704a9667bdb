package io.vestnik.email;

import static io.vestnik.testkit.smtp.SmtpBehaviour.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.vestnik.testkit.fault.Fault;
import io.vestnik.testkit.fault.FaultProxy;
import io.vestnik.testkit.smtp.ScriptedSmtpServer;
import io.vestnik.testkit.smtp.SmtpOffer;
import io.vestnik.testkit.smtp.SmtpStep;
import io.vestnik.testkit.smtp.TestCertificate;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** The whole sender in front of a relay that does not let it in, or is away. */
@Tag("long")
class OutageIT {
    private @Nullable ScriptedSmtpServer relay;
    private @Nullable RunningEmailSender sender;

    @AfterEach
    void stop() throws Exception {
        if (sender != null) {
            sender.close();
        }
        if (relay != null) {
            relay.close();
        }
    }

    private ScriptedSmtpServer relay(SmtpOffer offer) {
        relay = ScriptedSmtpServer.start(offer);
        return relay;
    }

    private RunningEmailSender senderTo(int port) {
        sender = new RunningEmailSender(port);
        return sender;
    }

    private static void await60(Runnable assertion) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion::run);
    }

    private static void awaitPause(RunningEmailSender sender, String words) {
        await60(() ->
                assertThat(sender.events())
                        .anySatisfy(event ->
                                assertThat(event).startsWith("paused set-up").contains(words)));
    }

    private static void assertAllSentForFree(RunningEmailSender sender, int count) {
        await60(() -> assertThat(sender.count("status = 'sent'")).isEqualTo(count));
        assertThat(sender.attempts("outcome <> 'accepted' and counted")).isZero();
        assertThat(sender.events())
                .anySatisfy(event -> assertThat(event).startsWith("resumed set-up"));
    }

    @Test
    void aWrongPasswordPausesTheChannelAndTheRightOneLetsEverythingGo() throws Exception {
        int port = relay(SmtpOffer.plain().withUser("shop", "right")).port();
        RunningEmailSender sender =
                senderTo(port)
                        .set("spring.mail.username", "shop")
                        .set("spring.mail.password", "wrong")
                        .start();
        sender.post(40);

        awaitPause(sender, "535 5.7.8");
        assertThat(sender.attempts("counted and outcome is not null")).isZero();
        assertThat(sender.attempts("true")).isLessThan(40);
        var gauge = sender.bean(MeterRegistry.class).get("vestnik.channel.paused");
        await60(() -> assertThat(gauge.tag("cause", "set-up").gauge().value()).isEqualTo(1));
        assertThat(consumerHealth(sender).health().getStatus()).isEqualTo(Status.UP);
        assertThat(consumerHealth(sender).health().getDetails().toString()).contains("535 5.7.8");
        sender.stop();
        sender.set("spring.mail.password", "right").start();

        assertAllSentForFree(sender, 40);
        assertThat(relay.keptMails()).hasSize(40);
    }

    private static HealthIndicator consumerHealth(RunningEmailSender sender) {
        return sender.bean("consumerHealthIndicator", HealthIndicator.class);
    }

    @Test
    void aCertificateThatIsNotInOrderPausesTheChannel() throws Exception {
        int port = relay(SmtpOffer.plain().withStartTls(TestCertificate.expired())).port();
        RunningEmailSender sender = senderTo(port).set("vestnik.smtp.tls", "starttls").start();
        sender.post(10);

        awaitPause(sender, "TLS with 127.0.0.1:" + port + " failed");

        assertThat(sender.attempts("counted and outcome is not null")).isZero();
        assertThat(relay.lines()).noneMatch(line -> line.startsWith("MAIL"));
    }

    @Test
    void aRelayThatDoesNotWantUsPausesTheChannelUntilItDoes() throws Exception {
        ScriptedSmtpServer relay = relay(SmtpOffer.plain());
        relay.on(SmtpStep.BANNER, answer("554 5.7.1 Your host is blocked"));
        RunningEmailSender sender = senderTo(relay.port()).start();
        sender.post(30);
        awaitPause(sender, "greeting: 554 5.7.1 Your host is blocked");

        relay.behaveWell();

        assertAllSentForFree(sender, 30);
        assertThat(relay.keptMails()).hasSize(30);
    }

    @Test
    void aRelayThatWasAwayGetsEverythingWithinSecondsThoughTheWaitIsTenMinutes() throws Exception {
        ScriptedSmtpServer relay = relay(SmtpOffer.plain());
        try (FaultProxy line = FaultProxy.inFrontOf("127.0.0.1", relay.port(), 3)) {
            RunningEmailSender sender = senderTo(line.port()).start();
            line.refuse();
            line.cut(Fault.RESET);
            sender.post(60);
            await60(() -> assertThat(sender.count("held_up")).isEqualTo(60));
            await60(() ->
                    assertThat(sender.events())
                            .containsExactly(
                                    "unreachable 127.0.0.1:"
                                            + line.port()
                                            + " refused the connection"));

            line.pass();
            long back = System.nanoTime();
            await60(() -> assertThat(sender.count("status = 'sent'")).isEqualTo(60));

            // At most 5 s to the next question, and 6 s for 1 + 2 + 4 + 8 + 16 + 32.
            assertThat(Duration.ofNanos(System.nanoTime() - back))
                    .isLessThan(Duration.ofSeconds(20));
            assertThat(relay.keptMails()).hasSize(60);
            assertThat(sender.attempts("counted and outcome <> 'accepted'")).isEqualTo(60);
            await60(() ->
                    assertThat(
                                    sender.bean(MeterRegistry.class)
                                            .get("vestnik.notifications.released")
                                            .counter()
                                            .count())
                            .isEqualTo(60));
            assertThat(sender.events()).contains("back", "released").hasSize(3);
        }
    }

    @Test
    void aLonelyMessageIsDeliveredAsSoonAsTheRelayIsBack() throws Exception {
        ScriptedSmtpServer relay = relay(SmtpOffer.plain());
        RunningEmailSender sender = senderTo(relay.port()).start();
        relay.refuseConnections();
        sender.post(1);
        await60(() -> assertThat(sender.events()).hasSize(1));

        relay.acceptConnections();

        await60(() -> assertThat(sender.count("status = 'sent'")).isEqualTo(1));
        assertThat(sender.attempts("true")).isEqualTo(2);
        List<String> mails =
                relay.lines().stream().filter(command -> command.startsWith("RCPT")).toList();
        assertThat(mails).hasSize(1);
    }
}
