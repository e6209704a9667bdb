package io.vestnik.testkit.fault;

/**
 * What the decisive moments of our protocols look like on the wire, as regular expressions over
 * bytes, for {@link FaultProxy#arm}. Inside TLS nothing can be recognised.
 */
public final class WirePatterns {
    /** SMTP: the final dot, after which the relay may have the message. */
    public static final String SMTP_FINAL_DOT = "\\r\\n\\.\\r\\n";

    /** AMQP 0-9-1: the method basic.publish, whose answer is a confirm. */
    public static final String AMQP_PUBLISH = "\\x00\\x3c\\x00\\x28";

    /** AMQP 0-9-1: the method basic.ack, which has no answer: of use with {@code armBefore}. */
    public static final String AMQP_ACK = "\\x00\\x3c\\x00\\x50";

    /**
     * PostgreSQL: the end of a transaction. A single statement outside of a transaction has none;
     * there its own words serve.
     *
     * <p>The driver must be told {@code prepareThreshold=0}: otherwise it prepares statements on
     * the server, COMMIT among them, and from their second use on sends a name instead of words.
     */
    public static final String POSTGRES_COMMIT = "COMMIT";

    private WirePatterns() {}
}
