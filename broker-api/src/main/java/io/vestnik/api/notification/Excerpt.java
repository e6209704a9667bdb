package io.vestnik.api.notification;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** How a text begins, for lists of notifications that have no subject. */
final class Excerpt {
    /** In code points, so that no character is cut in two. */
    private static final int LONGEST = 120;

    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");

    /** Also one that the end of the beginning cut. */
    private static final Pattern TAG = Pattern.compile("<[^>]*(>|$)");

    private static final Pattern CUT_ENTITY = Pattern.compile("&[#\\w]*$");

    private Excerpt() {}

    /** In one line; what was left out shows as an ellipsis. */
    static @Nullable String of(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String line = SPACE.matcher(text).replaceAll(" ").strip();
        if (line.codePointCount(0, line.length()) <= LONGEST) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, LONGEST)).stripTrailing() + "…";
    }

    /** As {@link #of(String)}, without the tags; it may be text of a stranger all the same. */
    static @Nullable String ofHtml(String html) {
        String bare = TAG.matcher(html).replaceAll("");
        return of(HtmlUtils.htmlUnescape(CUT_ENTITY.matcher(bare).replaceAll("")));
    }
}
