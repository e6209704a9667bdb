package io.vestnik.contract;

import java.util.Optional;

/** A way to reach a person; each has one sender service and its own queues. */
public enum Channel {
    /** Mail, handed to one SMTP relay. */
    EMAIL("email"),
    /** A chat with a Telegram bot. */
    TELEGRAM("telegram"),
    /** A dialogue with a VK community. */
    VK("vk");

    private final String word;

    Channel(String word) {
        this.word = word;
    }

    /**
     * The channel's name on the wire: in JSON, in the database, and as the first word of its
     * queues.
     */
    public String word() {
        return word;
    }

    /** The channel of this name, or empty when there is none. */
    public static Optional<Channel> of(String word) {
        for (Channel channel : values()) {
            if (channel.word.equals(word)) {
                return Optional.of(channel);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return word;
    }
}
