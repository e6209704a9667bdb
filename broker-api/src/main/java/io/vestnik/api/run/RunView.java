package io.vestnik.api.run;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run, and how far it has come.
 *
 * @param fingerprint of its group; absent when somebody selected what it is about
 * @param state running, waiting-for-canary, done, stopped or failed-canary
 * @param total how many it is about
 * @param done about how many it has decided
 * @param skipped about how many somebody else had decided before their turn came
 * @param failed how many could not be decided
 * @param problem with failed-canary, the far side's words
 */
public record RunView(
        UUID id,
        String action,
        @Nullable String fingerprint,
        String state,
        int total,
        int done,
        int skipped,
        int failed,
        @Nullable String problem,
        @Nullable String reason,
        @Nullable Integer perMinute,
        boolean canary,
        String startedBy,
        Instant startedAt,
        @Nullable String stoppedBy,
        @Nullable Instant finishedAt) {

    /** How much of it is behind it, 0 to 100. */
    @com.fasterxml.jackson.annotation.JsonIgnore
    public int percent() {
        return total == 0 ? 100 : (int) Math.min(100, 100L * (done + skipped + failed) / total);
    }

    /** Whether nothing more comes of it. */
    @com.fasterxml.jackson.annotation.JsonIgnore
    public boolean isOver() {
        return finishedAt != null;
    }
}
