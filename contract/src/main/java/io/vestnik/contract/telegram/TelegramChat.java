package io.vestnik.contract.telegram;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One chat that a bot may write to: the number of a person or a group, or the name of a channel or
 * a public group.
 *
 * @param id a whole number, negative for groups, or {@code @} and a name in lower case
 */
public record TelegramChat(String id) {
    /** Telegram promises that its numbers have at most 52 significant bits. */
    private static final Pattern NUMBER = Pattern.compile("-?[1-9][0-9]{0,15}");

    private static final Pattern NAME = Pattern.compile("@[A-Za-z][A-Za-z0-9_]{3,31}");

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException with the end of a sentence for the caller
     */
    public static TelegramChat parse(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("must not be empty");
        }
        if (!NUMBER.matcher(text).matches() && !NAME.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "must be the number of a chat, like 123456789 or -1001234567890, or the name"
                            + " of a channel, like @example");
        }
        return new TelegramChat(text.toLowerCase(Locale.ROOT));
    }

    /** Whether many read it; Telegram allows fewer messages per minute there. */
    public boolean isGroup() {
        return id.startsWith("-") || id.startsWith("@");
    }

    /** The chat for logs: enough to recognise it, not enough to write to it. */
    public String masked() {
        return "***" + id.substring(Math.max(id.length() - 3, id.length() / 2));
    }

    @Override
    public String toString() {
        return id;
    }
}
