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

    /**
     * Somebody was there who is not the far side, or not provably: its certificate is not trusted,
     * it speaks no TLS, it sends elsewhere, or it is a proxy that wants credentials. Nothing was
     * taken, and that is a matter of our own set-up.
     */
    record NotTrusted(String words) implements CallResult {}

    /** The request may have arrived, and the answer did not. */
    record Lost(String words) implements CallResult {}
}
