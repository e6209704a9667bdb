package io.vestnik.contract;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the recipient is to read, already checked.
 *
 * @param subject one line of at most 255 characters; absent on channels without subjects
 * @param text the plain body; at least one of text and html is there
 * @param html the HTML body
 * @param fromName the name shown beside the configured sender address
 * @param replyTo one address that answers go to
 * @param headers extra headers, {@code X-…} only, in the caller's order
 */
public record Content(
        @Nullable String subject,
        @Nullable String text,
        @Nullable String html,
        @Nullable String fromName,
        @Nullable String replyTo,
        Map<String, String> headers) {

    /** Never shares the caller's map; a missing map is an empty one. */
    public Content {
        headers = copy(headers);
    }

    // A message of an older version may lack the field, and Jackson hands null over.
    private static Map<String, String> copy(@Nullable Map<String, String> headers) {
        return headers == null
                ? Map.of()
                : Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
}
