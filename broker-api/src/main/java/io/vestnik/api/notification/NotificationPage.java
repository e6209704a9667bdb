package io.vestnik.api.notification;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param items may be fewer than were asked for, though there are more: a search ends after some
 *     work, and goes on with the next part
 * @param nextCursor leads to the next part; absent in the last one
 * @param searchedTo how far back the search has looked, when it ended before it had found enough
 */
public record NotificationPage(
        List<NotificationSummary> items,
        @Nullable String nextCursor,
        @Nullable Instant searchedTo) {}
