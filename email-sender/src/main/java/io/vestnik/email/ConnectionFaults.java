package io.vestnik.email;

import io.vestnik.delivery.Outcome;
import jakarta.mail.MessagingException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says what a connection that failed means for a message, in a sentence that names the relay. */
final class ConnectionFaults {
    private ConnectionFaults() {}

    /**
     * The outcome of an attempt whose connection failed.
     *
     * @param failure what the library threw; it throws without a cause when the stream ended
     */
    static Outcome outcome(SmtpPhase phase, Relay relay, @Nullable Throwable failure) {
        Throwable cause = rootOf(failure);
        boolean network = cause instanceof SocketException || cause instanceof EOFException;
        if (phase == SmtpPhase.TLS && !network) {
            return SmtpReplies.ourSetup("TLS with " + relay + " failed: " + wordsOf(cause));
        }
        return SmtpReplies.silence(
                phase,
                phase == SmtpPhase.CONNECT
                        ? unreachable(relay, cause)
                        : broken(phase, relay, cause));
    }

    private static String unreachable(Relay relay, Throwable cause) {
        return switch (cause) {
            case UnknownHostException _ -> "No address is known for " + relay;
            case SocketTimeoutException _ -> relay + " did not take the connection in time";
            case ConnectException refused when says(refused, "refused") ->
                    relay + " refused the connection";
            default -> relay + " cannot be reached: " + wordsOf(cause);
        };
    }

    private static String broken(SmtpPhase phase, Relay relay, Throwable cause) {
        String how =
                switch (cause) {
                    case EOFException _ -> "closed the connection";
                    case SocketException reset when says(reset, "reset") -> "reset the connection";
                    case SocketException pipe when says(pipe, "broken pipe") ->
                            "closed the connection";
                    default -> "broke the connection (" + wordsOf(cause) + ")";
                };
        return relay + " " + how + " at " + phase.words();
    }

    private static boolean says(Throwable cause, String words) {
        return wordsOf(cause).toLowerCase(Locale.ROOT).contains(words);
    }

    private static String wordsOf(Throwable cause) {
        @Nullable String words = cause.getMessage();
        return Objects.requireNonNullElse(words, cause.getClass().getSimpleName());
    }

    private static Throwable rootOf(@Nullable Throwable failure) {
        Throwable cause = failure;
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause == null || cause instanceof MessagingException ? new EOFException() : cause;
    }
}
