package io.vestnik.contract;

import io.vestnik.contract.email.EmailAddress;
import io.vestnik.contract.telegram.TelegramChat;
import io.vestnik.contract.vk.VkPeer;

/**
 * Whom a channel can reach, whatever its addresses look like.
 *
 * @param text in the channel's own form, normalised
 * @param masked for logs: enough to recognise it, not enough to write to it
 */
public record Recipient(String text, String masked) {

    /**
     * Reads an address of this channel.
     *
     * @throws IllegalArgumentException with the end of a sentence for the caller
     */
    public static Recipient parse(Channel channel, String text) {
        return switch (channel) {
            case EMAIL -> of(EmailAddress.parse(text));
            case TELEGRAM -> of(TelegramChat.parse(text));
            case VK -> of(VkPeer.parse(text));
        };
    }

    private static Recipient of(EmailAddress address) {
        return new Recipient(address.toString(), address.masked());
    }

    private static Recipient of(TelegramChat chat) {
        return new Recipient(chat.toString(), chat.masked());
    }

    private static Recipient of(VkPeer peer) {
        return new Recipient(peer.toString(), peer.masked());
    }

    /** An address for logs that may be none of its channel, as a strange message may bring it. */
    public static String masked(String channel, String text) {
        try {
            return Channel.of(channel).map(known -> parse(known, text).masked()).orElse("***");
        } catch (IllegalArgumentException strange) {
            return "***";
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
