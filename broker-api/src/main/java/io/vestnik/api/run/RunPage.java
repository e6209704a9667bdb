package io.vestnik.api.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the list of runs.
 *
 * @param items newest first
 * @param nextCursor leads to the next part; absent in the last one
 */
public record RunPage(List<RunView> items, @Nullable String nextCursor) {}
