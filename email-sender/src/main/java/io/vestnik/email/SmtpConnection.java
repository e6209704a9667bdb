package io.vestnik.email;

import io.vestnik.contract.email.EmailAddress;
import io.vestnik.delivery.Handover;
import io.vestnik.delivery.Outcome;
import io.vestnik.delivery.Reply;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the relay that knows at every moment how far the dialogue has come, which is
 * what decides between later, never and perhaps.
 *
 * <p>The library sends every command through {@link #sendCommand} and reads every answer through
 * {@link #readServerResponse}, so these two see everything. A connection serves one thread at a
 * time and is opened by its first message.
 */
final class SmtpConnection extends SMTPTransport {
    /** For the words after the outcome is known, which must not hold it up. */
    private static final Duration TIDYING_UP = Duration.ofSeconds(5);

    private static final int START_MAIL_INPUT = 354;

    private final Relay relay;
    private final SmtpProperties settings;
    private final Wire wire = new Wire();
    private final Alarm alarm;

    /** Commands that are on their way though the library has not asked for them yet. */
    private final Deque<String> sentAhead = new ArrayDeque<>();

    private Handover handover = () -> {};
    private @Nullable EmailMessage message;
    private long deadline;
    private int messages;

    private SmtpPhase phase = SmtpPhase.CONNECT;
    private @Nullable String answer;
    private boolean tidyingUp;
    private boolean tidy;

    /**
     * @param clock runs the alarms
     */
    SmtpConnection(Relay relay, ScheduledExecutorService clock) {
        super(relay.session(), relay.url());
        this.relay = relay;
        this.settings = relay.settings();
        this.alarm = new Alarm(wire, clock);
    }

    /**
     * Makes one attempt.
     *
     * @param until when the final dot must have been written, on the clock of {@link
     *     System#nanoTime}
     */
    Outcome send(EmailMessage mail, Handover begin, long until) {
        message = mail;
        handover = begin;
        deadline = until;
        tidy = false;
        try {
            if (messages++ == 0) {
                open();
            } else {
                forgetTheLastMessage();
            }
            if (mail.size() > sizeLimit()) {
                tidy = true;
                return SmtpReplies.tooLarge(mail.size(), sizeLimit());
            }
            sendMessage(mail.forLibrary(supportsExtension("SIZE")), mail.recipients());
            tidy = true;
            return outcome(null);
        } catch (MessagingException | IOException failure) {
            return outcome(failure);
        } finally {
            message = null;
            alarm.silence();
            if (!tidy) {
                alarm.cut();
            }
        }
    }

    /** Whatever went wrong now would otherwise be judged by the answer to the last final dot. */
    private void forgetTheLastMessage() {
        phase = SmtpPhase.MAIL;
        answer = null;
    }

    /**
     * Finds out how a message from this address would fare, up to MAIL. To be called once, on a
     * connection that was never used, and is to be closed then.
     *
     * @param until when all must be done, on the clock of {@link System#nanoTime}
     * @return accepted when nothing stands in the way
     */
    Outcome probe(EmailAddress from, long until) {
        deadline = until;
        messages++;
        try {
            open();
            int code = simpleCommand("MAIL FROM:<" + from + ">");
            return code == 250
                    ? new Outcome.Accepted(Reply.of(relay + " lets us in"))
                    : outcome(null);
        } catch (MessagingException | IOException failure) {
            return outcome(failure);
        } finally {
            alarm.silence();
        }
    }

    /** Whether another message may follow on this connection. */
    boolean isReusable() {
        return tidy && alarm.rang().isEmpty() && messages < settings.messagesPerConnection();
    }

    /**
     * Whether the relay had given up this connection before the last message came, so that a fresh
     * one may fare better. Nothing was handed over then.
     */
    boolean wasStale() {
        return messages > 1
                && phase == SmtpPhase.MAIL
                && (answer == null || answer.startsWith("421"));
    }

    /** Says good-bye and closes. */
    void quit() {
        try {
            close();
        } catch (MessagingException gone) {
            // The relay was faster.
        } finally {
            alarm.silence();
            alarm.cut();
        }
    }

    @Override
    protected void sendCommand(String command) throws MessagingException {
        Optional<SmtpPhase> begun = SmtpPhase.begunBy(command);
        if (begun.isPresent() && command.equals(sentAhead.peek())) {
            sentAhead.remove();
            enter(begun.get());
            return;
        }
        if (begun.isEmpty()) {
            tidyingUp = true;
            alarm.set(TIDYING_UP, "");
            passOverAnswers();
        } else if (begun.get() == SmtpPhase.DOT) {
            // The handover takes time of its own, and cutting the wire in it would look as if the
            // relay had done so after the dot.
            alarm.silence();
            checkAlarm();
            handover.begin();
            enter(SmtpPhase.DOT);
        } else {
            enter(begun.get());
        }
        if (message != null && begun.equals(Optional.of(SmtpPhase.MAIL)) && pipelines()) {
            sendAhead(command, List.of("RCPT TO:<" + message.to() + ">", "DATA"));
        } else {
            super.sendCommand(command);
        }
    }

    /** Whoever asks for notices has a RCPT that we cannot foresee. */
    private boolean pipelines() {
        return supportsExtension("PIPELINING")
                && relay.session().getProperty("mail.smtp.dsn.notify") == null;
    }

    /** All of them in one packet (RFC 2920): a round trip instead of three. */
    private void sendAhead(String first, List<String> others) throws MessagingException {
        wire.hold();
        super.sendCommand(first);
        for (String other : others) {
            super.sendCommand(other);
        }
        sentAhead.addAll(others);
        try {
            wire.release();
        } catch (IOException broken) {
            throw new MessagingException("The wire is broken", broken);
        }
    }

    /**
     * Reads the answers to what was sent ahead of a refusal. A relay that wants the text all the
     * same would have to be sent an empty one (RFC 2920 section 3.1); it is left instead, so that
     * no final dot goes out that nobody has recorded.
     */
    private void passOverAnswers() throws MessagingException {
        while (sentAhead.poll() != null) {
            if (super.readServerResponse() == START_MAIL_INPUT) {
                alarm.cut();
                throw new MessagingException("The relay waits for a text that it is not to have");
            }
        }
    }

    @Override
    protected int readServerResponse() throws MessagingException {
        if (tidyingUp) {
            int code = super.readServerResponse();
            tidy = code == 250;
            return code;
        }
        answer = null;
        int code = super.readServerResponse();
        String said = getLastServerResponse();
        answer = said.equals("[EOF]") ? null : said;
        if (phase == SmtpPhase.STARTTLS && code == 220) {
            enter(SmtpPhase.TLS);
        } else if (phase == SmtpPhase.DATA && code == START_MAIL_INPUT) {
            enter(SmtpPhase.BODY);
        }
        return code;
    }

    @Override
    protected boolean ehlo(String domain) throws MessagingException {
        if (!super.ehlo(domain)) {
            throw new MessagingException("EHLO was refused, and HELO has none of what we need");
        }
        boolean upgrades = relay.wantsStartTls() && !isSSL();
        if (upgrades && !supportsExtension("STARTTLS")) {
            throw new SetupException(
                    "offers no STARTTLS, which VESTNIK_SMTP_TLS asks for; nothing goes in clear");
        }
        // The library would go on without logging in.
        if (!upgrades && relay.wantsLogin() && !supportsExtension("AUTH")) {
            throw new SetupException("offers no AUTH, but VESTNIK_SMTP_USER is set");
        }
        return true;
    }

    @Override
    protected void startTLS() throws MessagingException {
        // The library does so by itself when AUTH is answered with 530.
        if (!relay.wantsStartTls()) {
            throw new MessagingException("VESTNIK_SMTP_TLS does not ask for STARTTLS");
        }
        super.startTLS();
    }

    private void open() throws IOException, MessagingException {
        enter(SmtpPhase.CONNECT);
        wire.connect(relay.address());
        wire.setTcpNoDelay(true);
        Socket spoken = wire;
        if (relay.wantsImplicitTls()) {
            enter(SmtpPhase.TLS);
            spoken = relay.encrypt(wire);
        }
        enter(SmtpPhase.BANNER);
        connect(spoken);
    }

    private void enter(SmtpPhase next) throws MessagingException {
        phase = next;
        answer = null;
        tidyingUp = false;
        Duration patience = patience();
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        if (phase == SmtpPhase.DOT || patience.compareTo(left) < 0) {
            alarm.set(patience, "gave no answer at " + phase.words() + within(patience));
        } else {
            alarm.set(left, "was not done at " + phase.words() + within(settings.deadline()));
        }
        checkAlarm();
    }

    private Duration patience() {
        return switch (phase) {
            case CONNECT -> settings.connectTimeout();
            case BODY -> settings.deadline();
            case DOT -> settings.finalReplyTimeout();
            default -> settings.replyTimeout();
        };
    }

    private static String within(Duration limit) {
        long millis = limit.toMillis();
        return " within " + (millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms");
    }

    private void checkAlarm() throws MessagingException {
        if (alarm.rang().isPresent()) {
            throw new MessagingException("Time is up");
        }
    }

    private Outcome outcome(@Nullable Exception failure) {
        if (failure instanceof SetupException setup) {
            return SmtpReplies.ourSetup(relay + " " + setup.getMessage());
        }
        if (failure instanceof AuthenticationFailedException && phase == SmtpPhase.EHLO) {
            return SmtpReplies.ourSetup(relay + " offers no way to log in that we know");
        }
        if (answer != null) {
            return SmtpReplies.outcome(phase, answer);
        }
        return alarm.rang()
                .map(words -> SmtpReplies.silence(phase, relay + " " + words))
                .orElseGet(() -> ConnectionFaults.outcome(phase, relay, failure));
    }

    /** RFC 1870 section 3: without a number, or with 0, there is no fixed limit. */
    private long sizeLimit() {
        String announced = getExtensionParameter("SIZE");
        boolean limited = announced != null && announced.matches("[1-9][0-9]{0,17}");
        return limited ? Long.parseLong(announced) : Long.MAX_VALUE;
    }

    /** Something about the relay that only an operator can put right. */
    private static final class SetupException extends MessagingException {
        private static final long serialVersionUID = 1L;

        SetupException(String words) {
            super(words);
        }
    }
}
