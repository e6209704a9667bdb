package io.vestnik.email;

import static io.vestnik.testkit.smtp.SmtpBehaviour.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.delivery.Outcome;
import io.vestnik.delivery.Outcome.Accepted;
import io.vestnik.delivery.Outcome.Deferred;
import io.vestnik.delivery.Outcome.Refused;
import io.vestnik.testkit.smtp.SmtpOffer;
import io.vestnik.testkit.smtp.SmtpStep;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is sent ahead of the relay's answers, and what becomes of it when they are refusals. */
class SmtpPipeliningIT {
    private static final String GREETING = "250-relay.example\r\n250 PIPELINING\r\n";

    @Test
    void aRelayThatAnswersAllAtOnceIsUnderstood() throws Exception {
        var lines = new CopyOnWriteArrayList<String>();

        Outcome outcome =
                sendTo(dialogue -> {
                    // Without pipelining it would wait for more than it gets.
                    lines.addAll(dialogue.lines(3));
                    dialogue.say("250 Ok\r\n250 Ok\r\n354 Go ahead\r\n");
                    dialogue.linesUntil(".");
                    dialogue.say("250 2.0.0 Taken\r\n");
                });

        assertThat(outcome).isInstanceOf(Accepted.class);
        assertThat(outcome.reply().text()).isEqualTo("250 2.0.0 Taken");
        assertThat(lines)
                .containsExactly(
                        "MAIL FROM:<shop@example.com>", "RCPT TO:<ann@example.com>", "DATA");
    }

    @Test
    void aRelayThatRefusesTheRecipientButWantsTheTextGetsNone() throws Exception {
        var rest = new CopyOnWriteArrayList<String>();

        Outcome outcome =
                sendTo(dialogue -> {
                    dialogue.lines(3);
                    dialogue.say("250 Ok\r\n550 5.1.1 Nobody here\r\n354 Go ahead\r\n");
                    rest.addAll(dialogue.linesUntil("."));
                });

        assertThat(outcome).isInstanceOf(Refused.class);
        assertThat(outcome.reply().text()).endsWith("550 5.1.1 Nobody here");
        assertThat(rest).isEmpty();
    }

    @Test
    void aRelayThatGoesAwayBetweenItsAnswersCannotHaveTheMessage() throws Exception {
        Outcome outcome =
                sendTo(dialogue -> {
                    dialogue.lines(3);
                    dialogue.say("250 Ok\r\n250 Ok\r\n");
                });

        assertThat(outcome).isInstanceOf(Deferred.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = SmtpStep.class,
            names = {"MAIL", "RCPT", "DATA"})
    void aRefusalLeavesTheConnectionToTheNextMessage(SmtpStep step) {
        try (SmtpTestBed bed = SmtpTestBed.plain()) {
            bed.relay.once(step, answer("452 4.3.1 No room just now"));

            Outcome first = bed.send();

            assertThat(first).isInstanceOf(Deferred.class);
            assertThat(first.reply().text()).endsWith("452 4.3.1 No room just now");
            assertThat(bed.send()).isInstanceOf(Accepted.class);
            assertThat(bed.relay.connections()).isEqualTo(1);
            assertThat(bed.relay.lines()).filteredOn("RSET"::equals).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = SmtpStep.class,
            names = {"MAIL", "RCPT", "DATA", "DOT"})
    void aRelayWithoutItIsAskedStepByStep(SmtpStep step) {
        SmtpOffer offer = SmtpOffer.plain().withExtensions("8BITMIME");
        try (SmtpTestBed bed = SmtpTestBed.of(offer, new SmtpTestBed.Settings())) {
            bed.relay.once(step, answer("452 4.3.1 No room just now"));

            assertThat(bed.send()).isInstanceOf(Deferred.class);
            assertThat(bed.relay.lines())
                    .noneMatch(line -> step == SmtpStep.MAIL && line.startsWith("RCPT"))
                    .noneMatch(line -> step == SmtpStep.RCPT && line.equals("DATA"));

            assertThat(bed.send()).isInstanceOf(Accepted.class);
            assertThat(bed.relay.connections()).isEqualTo(1);
        }
    }

    @FunctionalInterface
    private interface Script {
        void play(Dialogue dialogue) throws IOException;
    }

    private record Dialogue(BufferedReader in, OutputStream out) {
        void say(String words) throws IOException {
            out.write(words.getBytes(StandardCharsets.US_ASCII));
        }

        List<String> lines(int count) throws IOException {
            List<String> lines = new ArrayList<>();
            while (lines.size() < count) {
                lines.add(in.readLine());
            }
            return lines;
        }

        /** Up to this one or the end. */
        List<String> linesUntil(String last) throws IOException {
            List<String> lines = new ArrayList<>();
            for (String line = in.readLine();
                    line != null && !line.equals(last);
                    line = in.readLine()) {
                lines.add(line);
            }
            return lines;
        }
    }

    /** One attempt, to a relay that follows the script after EHLO and then goes. */
    private static Outcome sendTo(Script script) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> relay = CompletableFuture.runAsync(() -> serve(server, script));
            SmtpTestBed.Settings settings = new SmtpTestBed.Settings();
            Outcome outcome;
            try (SmtpConnections connections =
                    new SmtpConnections(settings.relay(server.getLocalPort()))) {
                outcome =
                        new SmtpSender(connections, settings.properties())
                                .send(SmtpTestBed.delivery("Dear Ann"), () -> {});
            }
            relay.join();
            return outcome;
        }
    }

    private static void serve(ServerSocket server, Script script) {
        try (Socket client = server.accept()) {
            var in = new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII);
            Dialogue dialogue = new Dialogue(new BufferedReader(in), client.getOutputStream());
            dialogue.say("220 relay.example ESMTP\r\n");
            dialogue.lines(1);
            dialogue.say(GREETING);
            script.play(dialogue);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
