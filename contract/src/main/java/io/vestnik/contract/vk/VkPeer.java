package io.vestnik.contract.vk;

import java.util.regex.Pattern;

/**
 * One dialogue that a community may write to.
 *
 * @param id a user's number; 2000000000 and a chat's number; or a community's number, negative
 */
public record VkPeer(String id) {
    private static final Pattern NUMBER = Pattern.compile("-?[1-9][0-9]{0,11}");

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException with the end of a sentence for the caller
     */
    public static VkPeer parse(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("must not be empty");
        }
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "must be the number of a user, like 1234567, of a chat, like 2000000001, or of"
                            + " a community, like -1234567");
        }
        return new VkPeer(text);
    }

    /** The dialogue for logs: enough to recognise it, not enough to write to it. */
    public String masked() {
        return "***" + id.substring(Math.max(id.length() - 3, id.length() / 2));
    }

    @Override
    public String toString() {
        return id;
    }
}
