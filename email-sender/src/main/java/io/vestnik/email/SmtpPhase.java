package io.vestnik.email;

import java.util.Locale;
import java.util.Optional;

/** How far a dialogue with the relay has come; in its order. */
enum SmtpPhase {
    /** The connection is being made. */
    CONNECT("connecting"),
    /** Certificates and keys are being exchanged, after STARTTLS or at once. */
    TLS("the TLS handshake"),
    /** The relay is to greet us. */
    BANNER("greeting"),
    /** Each side says who it is. */
    EHLO("EHLO"),
    /** The relay is asked to begin TLS. */
    STARTTLS("STARTTLS"),
    /** We log in. */
    AUTH("AUTH"),
    /** The relay is told whom the message is from. */
    MAIL("MAIL FROM"),
    /** The relay is told whom the message is for. */
    RCPT("RCPT TO"),
    /** The relay is asked to take the message. */
    DATA("DATA"),
    /** The message is on its way, without its final dot: the relay cannot have it yet. */
    BODY("the message text"),
    /** The final dot may have been written: from here on the relay may have the message. */
    DOT("the end of the message");

    private final String words;

    SmtpPhase(String words) {
        this.words = words;
    }

    /** The phase as it stands in the history. */
    String words() {
        return words;
    }

    /** The phase that a command begins; empty for those that concern no message. */
    static Optional<SmtpPhase> begunBy(String command) {
        return switch (command.split(" ", 2)[0].toUpperCase(Locale.ROOT)) {
            case "EHLO" -> Optional.of(EHLO);
            case "STARTTLS" -> Optional.of(STARTTLS);
            case "AUTH" -> Optional.of(AUTH);
            case "MAIL" -> Optional.of(MAIL);
            case "RCPT" -> Optional.of(RCPT);
            case "DATA" -> Optional.of(DATA);
            case "." -> Optional.of(DOT);
            default -> Optional.empty();
        };
    }
}
