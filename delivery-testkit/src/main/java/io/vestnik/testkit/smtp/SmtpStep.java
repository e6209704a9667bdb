package io.vestnik.testkit.smtp;

import java.util.Locale;
import java.util.Optional;

/** Where in an SMTP dialogue a script can take hold. */
public enum SmtpStep {
    /** The connection is open; the greeting is due. */
    BANNER,
    /** EHLO or HELO came. */
    EHLO,
    /** STARTTLS came. */
    STARTTLS,
    /** AUTH came. */
    AUTH,
    /** MAIL came. */
    MAIL,
    /** RCPT came. */
    RCPT,
    /** DATA came. */
    DATA,
    /** The first bytes of the message are due; a reply makes no sense here. */
    BODY,
    /** The final dot came. */
    DOT,
    /** RSET came. */
    RSET,
    /** NOOP came. */
    NOOP,
    /** QUIT came. */
    QUIT;

    /** The step that a command line leads to; empty for commands that the server does not know. */
    static Optional<SmtpStep> of(String line) {
        return switch (line.split(" ", 2)[0].toUpperCase(Locale.ROOT)) {
            case "EHLO", "HELO" -> Optional.of(EHLO);
            case "STARTTLS" -> Optional.of(STARTTLS);
            case "AUTH" -> Optional.of(AUTH);
            case "MAIL" -> Optional.of(MAIL);
            case "RCPT" -> Optional.of(RCPT);
            case "DATA" -> Optional.of(DATA);
            case "RSET" -> Optional.of(RSET);
            case "NOOP" -> Optional.of(NOOP);
            case "QUIT" -> Optional.of(QUIT);
            default -> Optional.empty();
        };
    }
}
