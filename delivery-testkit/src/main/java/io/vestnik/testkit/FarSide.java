package io.vestnik.testkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A far side that plays the part a test gives it: a mail relay, a bot API. A part lasts until the
 * next one; the first is {@link #accept}.
 */
public interface FarSide {
    /** Takes every message and says so. */
    void accept();

    /**
     * Takes no message for now, as early as its protocol allows, and lets the message be tried
     * again later.
     *
     * @param words its reason, printable ASCII
     */
    void defer(String words);

    /**
     * Takes no message, as early as its protocol allows, and makes clear that it never will.
     *
     * @param words its reason, printable ASCII
     */
    void refuse(String words);

    /**
     * Lets itself be reached, but never says what the sender waits for before its handover. On a
     * channel of single requests: never says anything.
     */
    void hangBeforeHandover();

    /** Takes the message, and breaks the connection instead of saying so. */
    void cutAfterHandover();

    /** Takes the message, and never says so. */
    void hangAfterHandover();

    /** Is not there: connections are refused, and those that were open are broken. */
    void beUnreachable();

    /** Everything it has taken, in order, whether it said so or not. */
    List<Arrival> arrived();

    /**
     * A message as the far side sees it.
     *
     * @param identity by which the far side could tell a copy, such as a Message-ID
     * @param recipient in the form in which the API accepts it
     * @param subject decoded; absent on channels without subjects
     * @param text the plain body, decoded, with {@code \n} as line end and without the line end
     *     that the channel adds to the last line
     */
    record Arrival(String identity, String recipient, @Nullable String subject, String text) {}
}
