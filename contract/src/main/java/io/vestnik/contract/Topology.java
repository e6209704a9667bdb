package io.vestnik.contract;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Every name in the broker and every queue argument; nothing of the kind stands anywhere else.
 *
 * <p>A notification goes to the work queue of its priority: {@code <channel>.send}, {@code
 * <channel>.send.high} or {@code <channel>.send.low}. A failed attempt puts it into {@code
 * <channel>.retry.<wait>}, whose messages expire after that wait and are dead-lettered, with their
 * routing key unchanged, to the exchange {@link #SEND}, which knows by the key what work queue they
 * came from. What nobody can deliver ends in {@code <channel>.manual}.
 */
public final class Topology {
    /** The virtual host that holds all of this. */
    public static final String VIRTUAL_HOST = "vestnik";

    /** Topic exchange in front of the work queues. */
    public static final String SEND = "vestnik.send";

    /** Topic exchange in front of the wait queues. */
    public static final String RETRY = "vestnik.retry";

    /** Topic exchange in front of the manual queues. */
    public static final String MANUAL = "vestnik.manual";

    /**
     * What "unlimited" has to be called. RabbitMQ 3.10 destroys a message at its first return when
     * the limit is -1, and 4.x allows only 20 returns, that is 20 looks at a manual queue, when it
     * is left out.
     */
    private static final int UNLIMITED = 1_000_000;

    /** A message that took its sender down this often is a poison message. */
    private static final int SEND_DELIVERY_LIMIT = 50;

    private Topology() {}

    /** The work queue of a priority: what is to be sent now. */
    public static String sendQueue(Channel channel, Priority priority) {
        return of(priority, channel.word() + ".send");
    }

    /** Normal has the name that there was before there were priorities. */
    private static String of(Priority priority, String name) {
        return priority == Priority.NORMAL ? name : name + "." + priority.word();
    }

    /** Dead-letters to the manual queue, never to a wait queue: that would be a cycle. */
    public static Map<String, Object> sendQueueArguments(Channel channel) {
        return Map.of(
                "x-queue-type",
                "quorum",
                "x-delivery-limit",
                SEND_DELIVERY_LIMIT,
                "x-dead-letter-exchange",
                MANUAL,
                "x-dead-letter-routing-key",
                manualKey(channel, "poison"),
                "x-dead-letter-strategy",
                "at-least-once",
                "x-overflow",
                "reject-publish");
    }

    /** The routing key under which the API publishes to {@link #SEND}. */
    public static String sendKey(Channel channel, Priority priority) {
        return sendQueue(channel, priority);
    }

    /**
     * What binds a work queue to {@link #SEND}: what is published for it, and what comes back to it
     * from any wait. No key is bound to two of them.
     */
    public static List<String> sendBindings(Channel channel, Priority priority) {
        return List.of(sendKey(channel, priority), of(priority, channel.word() + ".retry.*"));
    }

    /**
     * What bound the work queue to {@link #SEND} before there were priorities: with it the normal
     * one would get a copy of everything.
     */
    public static String formerSendBinding(Channel channel) {
        return channel.word() + ".#";
    }

    /**
     * The wait queue of one rung, for example {@code email.retry.15s}. A rung that comes twice in a
     * schedule has one queue.
     */
    public static String retryQueue(Channel channel, Duration wait) {
        return channel.word() + ".retry." + Waits.format(wait);
    }

    /**
     * Without a dead-letter routing key the expired message keeps its own, and so finds its
     * channel. At-least-once and reject-publish belong together: with either missing, the broker
     * falls back to dead-lettering that loses messages when it is killed.
     */
    public static Map<String, Object> retryQueueArguments(Duration wait) {
        return Map.of(
                "x-queue-type",
                "quorum",
                "x-delivery-limit",
                UNLIMITED,
                "x-message-ttl",
                wait.toMillis(),
                "x-dead-letter-exchange",
                SEND,
                "x-dead-letter-strategy",
                "at-least-once",
                "x-overflow",
                "reject-publish");
    }

    /**
     * The routing key under which a sender publishes to {@link #RETRY}; all priorities share the
     * wait queue, for what waits equally long leaves it in the order in which it came.
     */
    public static String retryKey(Channel channel, Duration wait, Priority priority) {
        return of(priority, retryQueue(channel, wait));
    }

    /** The manual queue: what waits for a person. */
    public static String manualQueue(Channel channel) {
        return channel.word() + ".manual";
    }

    /** No time to live, no dead-letter exchange, no length limit: a person takes messages out. */
    public static Map<String, Object> manualQueueArguments() {
        return Map.of("x-queue-type", "quorum", "x-delivery-limit", UNLIMITED);
    }

    /**
     * The routing key under which a message gets into the manual queue.
     *
     * @param reason one lower-case word
     */
    public static String manualKey(Channel channel, String reason) {
        return channel.word() + "." + reason;
    }

    /** What binds a manual queue to {@link #MANUAL}. */
    public static String everyKeyOf(Channel channel) {
        return channel.word() + ".#";
    }
}
