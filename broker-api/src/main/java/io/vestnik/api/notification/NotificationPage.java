package io.vestnik.api.notification;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param nextCursor leads to the next part; absent in the last one
 */
record NotificationPage(List<NotificationSummary> items, @Nullable String nextCursor) {}
