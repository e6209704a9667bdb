package io.vestnik.api.run;

import io.vestnik.api.desk.Fingerprint;
import io.vestnik.api.manual.Action;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request for a run that can be carried out.
 *
 * @param group or else there are ids
 * @param ids each once
 * @param perMinute how many at most in a minute, 1 to 60,000
 * @param canary whether three go first, and the others only when those were sent
 */
record RunOrder(
        Action action,
        @Nullable Fingerprint group,
        List<UUID> ids,
        @Nullable String reason,
        @Nullable Integer perMinute,
        boolean canary,
        boolean dryRun) {}
