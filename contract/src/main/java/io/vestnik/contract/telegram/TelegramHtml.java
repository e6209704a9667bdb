package io.vestnik.contract.telegram;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The HTML of the Bot API's parse mode: a few tags, all of them closed, and four entities by name.
 * What else is in a text, Telegram refuses as a whole, hours after it was accepted.
 */
public final class TelegramHtml {
    private static final Set<String> PLAIN =
            Set.of(
                    "b",
                    "strong",
                    "i",
                    "em",
                    "u",
                    "ins",
                    "s",
                    "strike",
                    "del",
                    "code",
                    "pre",
                    "tg-spoiler",
                    "blockquote");

    /** Tags that may or must have an attribute, and how it is written. */
    private static final Map<String, Pattern> WITH_ATTRIBUTE =
            Map.of(
                    "a", Pattern.compile(" href=(?:\"[^\"<>]+\"|'[^'<>]+')"),
                    "span", Pattern.compile(" class=(?:\"tg-spoiler\"|'tg-spoiler')"),
                    "code", Pattern.compile(" class=(?:\"language-[^\"<>]+\"|'language-[^'<>]+')"),
                    "blockquote", Pattern.compile(" expandable"),
                    "tg-emoji", Pattern.compile(" emoji-id=(?:\"[0-9]+\"|'[0-9]+')"));

    private static final String BARE = "[^<>\"']*+";

    /** At most two quoted values, for no tag has more. */
    private static final Pattern TAG =
            Pattern.compile(
                    "<(/?)([A-Za-z][A-Za-z0-9-]*)("
                            + BARE
                            + "(?:(?:\"[^\"]*+\"|'[^']*+')"
                            + BARE
                            + "){0,2})>");

    private static final Pattern ENTITY =
            Pattern.compile("&(?:lt|gt|amp|quot|#([0-9]{1,7})|#[xX]([0-9A-Fa-f]{1,6}));");

    private final String html;
    private final Deque<String> open = new ArrayDeque<>();
    private int length;
    private boolean blank = true;

    private TelegramHtml(String html) {
        this.html = html;
    }

    /**
     * The characters of the text that is left when tags and entities have become what they mean, in
     * UTF-16 units, as Telegram counts them; 0 when it would be blank.
     *
     * @throws IllegalArgumentException with the end of a sentence for the caller, when Telegram
     *     would refuse it
     */
    public static int textLength(String html) {
        TelegramHtml walk = new TelegramHtml(html);
        int at = 0;
        while (at < html.length()) {
            at = walk.step(at);
        }
        if (!walk.open.isEmpty()) {
            throw new IllegalArgumentException("does not close <" + walk.open.peek() + ">");
        }
        return walk.blank ? 0 : walk.length;
    }

    private int step(int at) {
        return switch (html.charAt(at)) {
            case '<' -> tag(at);
            case '&' -> entity(at);
            case '>' ->
                    throw new IllegalArgumentException("must have &gt; for a > that ends no tag");
            default -> count(html.charAt(at), at + 1);
        };
    }

    private int count(int letter, int next) {
        length += Character.charCount(letter);
        blank = blank && Character.isWhitespace(letter);
        return next;
    }

    private int entity(int at) {
        Matcher entity = ENTITY.matcher(html).region(at, html.length());
        if (!entity.lookingAt()) {
            throw new IllegalArgumentException(
                    "must have &amp; for an & of its own; the only names are &lt; &gt; &amp; &quot;");
        }
        return count(codePoint(entity), entity.end());
    }

    private static int codePoint(Matcher entity) {
        int point =
                entity.group(1) != null
                        ? Integer.parseInt(entity.group(1))
                        : entity.group(2) != null ? Integer.parseInt(entity.group(2), 16) : '&';
        if (!Character.isValidCodePoint(point)
                || (Character.getType(point) == Character.CONTROL && point != '\n')
                || Character.getType(point) == Character.SURROGATE) {
            throw new IllegalArgumentException(
                    "has an entity for a character that may not be sent");
        }
        return point;
    }

    private int tag(int at) {
        Matcher tag = TAG.matcher(html).region(at, html.length());
        if (!tag.lookingAt()) {
            throw new IllegalArgumentException("must have &lt; for a < that begins no tag");
        }
        String name = tag.group(2).toLowerCase(Locale.ROOT);
        if (!tag.group(1).isEmpty()) {
            close(name, tag.group(3));
        } else if (isKnown(name, tag.group(3).stripTrailing())) {
            open.push(name);
        } else {
            throw new IllegalArgumentException(
                    "has <" + name + tag.group(3) + ">, which Telegram does not know");
        }
        return tag.end();
    }

    private static boolean isKnown(String name, String attributes) {
        if (attributes.isEmpty()) {
            return PLAIN.contains(name);
        }
        Pattern allowed = WITH_ATTRIBUTE.get(name);
        return allowed != null && allowed.matcher(attributes).matches();
    }

    private void close(String name, String rest) {
        if (!rest.isBlank() || !name.equals(open.poll())) {
            throw new IllegalArgumentException("closes </" + name + "> where it is not open");
        }
    }
}
