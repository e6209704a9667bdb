package io.vestnik.delivery.http;

/** How one call ended; none of it holds a secret. */
public sealed interface CallResult {
    /**
     * The far side answered, whatever it said.
     *
     * @param status of HTTP
     * @param body decoded as UTF-8
     */
    record Answered(int status, String body) implements CallResult {}

    /** Nobody could be reached, or the handshake was broken off, so nothing was sent. */
    record NotConnected(String words) implements CallResult {}

    /** Somebody was there whose certificate is not trusted, so nothing was sent. */
    record NotTrusted(String words) implements CallResult {}

    /** The request may have arrived, and the answer did not. */
    record Lost(String words) implements CallResult {}
}
