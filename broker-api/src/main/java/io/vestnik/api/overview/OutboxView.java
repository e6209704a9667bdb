package io.vestnik.api.overview;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the broker's confirm.
 *
 * @param size {@value OverviewRows#MOST} at most
 * @param oldestSince when the oldest of it was accepted or released
 * @param problem why it is still there, where that is known
 */
public record OutboxView(int size, @Nullable Instant oldestSince, @Nullable String problem) {}
