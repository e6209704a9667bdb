package io.vestnik.email;

import io.vestnik.contract.email.EmailAddress;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How mail is sent, as far as {@code spring.mail.*} (host, port, username, password, SSL bundle)
 * has no word for it.
 *
 * @param from the address that every mail comes from
 * @param tls how the connection is encrypted
 * @param connections connections to the relay, held open between messages: at least 1
 * @param messagesPerConnection messages after which a connection is replaced, for relays that count
 * @param idleLimit how long an unused connection is kept; below the relay's own limit, often 60 s
 * @param connectTimeout how long a connection may take to come about
 * @param replyTimeout how long the relay may take to answer one command before the final dot
 * @param deadline how long everything up to the final dot may take together, however slowly the
 *     relay keeps talking
 * @param finalReplyTimeout how long to wait for the answer to the final dot; giving up means not
 *     knowing, so this is long
 */
@ConfigurationProperties("vestnik.smtp")
record SmtpProperties(
        @DefaultValue("") String from,
        @DefaultValue("starttls") Tls tls,
        @DefaultValue("8") int connections,
        @DefaultValue("100") int messagesPerConnection,
        @DefaultValue("30s") Duration idleLimit,
        @DefaultValue("30s") Duration connectTimeout,
        @DefaultValue("60s") Duration replyTimeout,
        @DefaultValue("120s") Duration deadline,
        @DefaultValue("300s") Duration finalReplyTimeout) {

    /**
     * RabbitMQ takes a message back after 30 minutes without an acknowledgement, and gives it to
     * another sender while this one still waits.
     */
    private static final Duration LONGEST_ATTEMPT = Duration.ofMinutes(20);

    /** How the connection is encrypted. */
    enum Tls {
        /** Not at all: for a relay on the same machine. */
        NONE,
        /** By STARTTLS, or nothing is sent. */
        STARTTLS,
        /** From the first byte, usually on port 465. */
        IMPLICIT
    }

    /** Refuses what cannot work, naming the variable, the value and the limit. */
    SmtpProperties {
        checkFrom(from);
        check(connections >= 1, "VESTNIK_SMTP_CONNECTIONS must be at least 1, not " + connections);
        check(
                messagesPerConnection >= 1,
                "vestnik.smtp.messages-per-connection must be at least 1, not "
                        + messagesPerConnection);
        checkPositive("idle-limit", idleLimit);
        checkPositive("connect-timeout", connectTimeout);
        checkPositive("reply-timeout", replyTimeout);
        checkPositive("deadline", deadline);
        checkPositive("final-reply-timeout", finalReplyTimeout);
        check(
                deadline.plus(finalReplyTimeout).compareTo(LONGEST_ATTEMPT) <= 0,
                "vestnik.smtp.deadline and vestnik.smtp.final-reply-timeout must stay within "
                        + LONGEST_ATTEMPT.toMinutes()
                        + " minutes together, or RabbitMQ gives the message to another sender");
    }

    /** The address that every mail comes from. */
    EmailAddress sender() {
        return EmailAddress.parse(from);
    }

    private static void checkFrom(String from) {
        try {
            EmailAddress.parse(from);
        } catch (IllegalArgumentException wrong) {
            // Without its cause: Boot shows the innermost sentence only.
            throw new IllegalArgumentException(
                    "VESTNIK_SMTP_FROM must be the address that mail comes from, like"
                            + " shop@example.com; it is '"
                            + from
                            + "', which "
                            + wrong.getMessage());
        }
    }

    private static void checkPositive(String name, Duration value) {
        check(value.isPositive(), "vestnik.smtp." + name + " must be longer than 0, not " + value);
    }

    private static void check(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
