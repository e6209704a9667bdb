package io.vestnik.testkit.smtp;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One dialogue with the scripted server, from greeting to end. */
final class SmtpSession implements Runnable {
    private final ScriptedSmtpServer server;
    private final SmtpOffer offer;
    private final SmtpWire wire;
    private final int number;

    private boolean loggedIn;
    private @Nullable String from;
    private final List<String> recipients = new ArrayList<>();

    SmtpSession(ScriptedSmtpServer server, SmtpOffer offer, Socket socket, int number) {
        this.server = server;
        this.offer = offer;
        this.wire = new SmtpWire(socket);
        this.number = number;
    }

    @Override
    public void run() {
        try {
            wire.open();
            if (offer.implicitTls()) {
                encrypt();
            }
            if (act(SmtpStep.BANNER, "220 scripted.example ESMTP")) {
                talk();
            }
        } catch (IOException | InterruptedException gone) {
            // The client went away, the script cut it off, or the test is over.
        } finally {
            close();
            server.ended(this);
        }
    }

    void close() {
        wire.close();
    }

    private void talk() throws IOException, InterruptedException {
        SmtpStep step;
        do {
            String line = wire.readLine();
            server.received(new ReceivedCommand(number, wire.isEncrypted(), line));
            step = SmtpStep.of(line).orElse(null);
            if (step == null) {
                wire.send("500 5.5.1 Unknown command");
            } else {
                obey(step, line);
            }
        } while (step != SmtpStep.QUIT);
    }

    private void obey(SmtpStep step, String line) throws IOException, InterruptedException {
        switch (step) {
            case EHLO -> act(step, greeting());
            case STARTTLS -> startTls();
            case AUTH -> logIn(line);
            case MAIL -> mail(line);
            case RCPT -> rcpt(line);
            case DATA -> data();
            case RSET -> {
                forget();
                act(step, "250 2.0.0 Ok");
            }
            case NOOP -> act(step, "250 2.0.0 Ok");
            case QUIT -> act(step, "221 2.0.0 Bye");
            case BANNER, BODY, DOT -> throw new IllegalStateException(step + " is no command");
        }
    }

    private String greeting() {
        List<String> lines = new ArrayList<>(List.of("scripted.example"));
        lines.addAll(offer.extensions());
        if (offer.certificate() != null && !wire.isEncrypted()) {
            lines.add("STARTTLS");
        }
        if (offer.user() != null) {
            lines.add("AUTH PLAIN LOGIN");
        }
        String last = lines.removeLast();
        return String.join("", lines.stream().map(line -> "250-" + line + "\r\n").toList())
                + ("250 " + last);
    }

    private void startTls() throws IOException, InterruptedException {
        if (offer.certificate() == null || wire.isEncrypted()) {
            wire.send("502 5.5.1 No TLS here");
        } else if (act(SmtpStep.STARTTLS, "220 2.0.0 Ready")) {
            encrypt();
        }
    }

    private void encrypt() throws IOException {
        wire.encrypt(Objects.requireNonNull(offer.certificate()).serverContext());
    }

    private void logIn(String line) throws IOException, InterruptedException {
        SmtpBehaviour behaviour = server.scripted(SmtpStep.AUTH);
        if (behaviour != null) {
            wire.perform(behaviour, "");
            return;
        }
        String[] words = line.split(" ", -1);
        String said;
        if (words[1].equalsIgnoreCase("PLAIN")) {
            said = decoded(words.length > 2 ? words[2] : ask("334 "));
            said = said.substring(said.indexOf('\0') + 1);
        } else {
            said = decoded(ask("334 VXNlcm5hbWU6")) + "\0" + decoded(ask("334 UGFzc3dvcmQ6"));
        }
        loggedIn = said.equals(offer.user() + "\0" + offer.password());
        wire.send(loggedIn ? "235 2.7.0 Welcome" : "535 5.7.8 Authentication credentials invalid");
    }

    private String ask(String question) throws IOException {
        wire.send(question);
        return wire.readLine();
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private void mail(String line) throws IOException, InterruptedException {
        if (offer.user() != null && !loggedIn) {
            wire.send("530 5.7.0 Authentication required");
        } else if (act(SmtpStep.MAIL, "250 2.1.0 Ok")) {
            forget();
            from = path(line);
        }
    }

    private void rcpt(String line) throws IOException, InterruptedException {
        if (from == null) {
            wire.send("503 5.5.1 MAIL first");
        } else if (act(SmtpStep.RCPT, "250 2.1.5 Ok")) {
            recipients.add(path(line));
        }
    }

    private static String path(String line) {
        return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
    }

    private void data() throws IOException, InterruptedException {
        if (recipients.isEmpty()) {
            wire.send("503 5.5.1 RCPT first");
            return;
        }
        if (!act(SmtpStep.DATA, "354 Go ahead")) {
            return;
        }
        SmtpBehaviour duringBody = server.scripted(SmtpStep.BODY);
        if (duringBody != null) {
            wire.readFirstByte();
            if (duringBody instanceof SmtpBehaviour.Hang) {
                wire.stopReading();
            }
            wire.perform(duringBody, "");
        }
        take(wire.readMessage());
        forget();
    }

    private void take(byte[] content) throws IOException, InterruptedException {
        String usual = "250 2.0.0 Ok: queued as " + number;
        SmtpBehaviour behaviour = server.scripted(SmtpStep.DOT);
        String reply = reply(behaviour, usual);
        boolean kept =
                behaviour instanceof SmtpBehaviour.TakeThen || (reply != null && positive(reply));
        String sender = Objects.requireNonNull(from);
        // Before the reply, so that a client that has the reply finds the message here.
        int place =
                server.received(
                        new ReceivedMail(
                                number, sender, List.copyOf(recipients), content, kept, reply));
        try {
            wire.perform(behaviour, usual);
        } catch (IOException lost) {
            if (!(behaviour instanceof SmtpBehaviour.AnswerThen)) {
                server.answerWasLost(place);
            }
            throw lost;
        }
    }

    /** Does what the script says; true when the command has the effect that it asked for. */
    private boolean act(SmtpStep step, String usual) throws IOException, InterruptedException {
        SmtpBehaviour behaviour = server.scripted(step);
        wire.perform(behaviour, usual);
        String reply = reply(behaviour, usual);
        return reply != null && positive(reply);
    }

    /** What the client gets to read; absent when it is nothing. */
    private static @Nullable String reply(@Nullable SmtpBehaviour behaviour, String usual) {
        return switch (behaviour) {
            case null -> usual;
            case SmtpBehaviour.Answer answer -> answer.reply();
            case SmtpBehaviour.Drip drip -> drip.reply();
            case SmtpBehaviour.AnswerThen answer -> answer.reply();
            case SmtpBehaviour.TakeThen taking -> reply(taking.next(), usual);
            case SmtpBehaviour.Hang _, SmtpBehaviour.Close _, SmtpBehaviour.Reset _ -> null;
        };
    }

    private static boolean positive(String reply) {
        return reply.startsWith("2") || reply.startsWith("3");
    }

    private void forget() {
        from = null;
        recipients.clear();
    }
}
