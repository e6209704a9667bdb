package io.vestnik.testkit.smtp;

/** What the scripted server does at a step instead of its usual answer. */
public sealed interface SmtpBehaviour {
    /**
     * Sends these words, whether they are SMTP or nonsense. Only a reply that begins with 2 or 3
     * has the effect that the command asked for.
     *
     * @param reply without the line end; lines in between end in CRLF
     */
    record Answer(String reply) implements SmtpBehaviour {}

    /** Sends the reply a byte at a time. */
    record Drip(String reply, int bytesPerSecond) implements SmtpBehaviour {}

    /** Sends the reply, and then does something else with the connection. */
    record AnswerThen(String reply, SmtpBehaviour next) implements SmtpBehaviour {}

    /** Says nothing until the client goes away. */
    record Hang() implements SmtpBehaviour {}

    /** Closes the connection without a word. */
    record Close() implements SmtpBehaviour {}

    /** Resets the connection, as a crashed host or a firewall does. */
    record Reset() implements SmtpBehaviour {}

    /** Keeps the message as if it had answered 250, and does something else. For the dot only. */
    record TakeThen(SmtpBehaviour next) implements SmtpBehaviour {}

    /** Sends these words and goes on. */
    static SmtpBehaviour answer(String reply) {
        return new Answer(reply);
    }

    /** Sends these words slowly. */
    static SmtpBehaviour drip(String reply, int bytesPerSecond) {
        return new Drip(reply, bytesPerSecond);
    }

    /** Sends these words, and then the next thing. */
    static SmtpBehaviour answerThen(String reply, SmtpBehaviour next) {
        return new AnswerThen(reply, next);
    }

    /** Says nothing. */
    static SmtpBehaviour hang() {
        return new Hang();
    }

    /** Closes the connection. */
    static SmtpBehaviour close() {
        return new Close();
    }

    /** Resets the connection. */
    static SmtpBehaviour reset() {
        return new Reset();
    }

    /** Keeps the message and loses the answer to it. */
    static SmtpBehaviour takeThen(SmtpBehaviour next) {
        return new TakeThen(next);
    }
}
