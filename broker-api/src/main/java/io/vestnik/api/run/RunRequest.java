package io.vestnik.api.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants done with many notifications, unchecked; openapi.yaml says what each field
 * means.
 *
 * @param action retry or discard
 * @param fingerprint names the group; or else there are ids
 * @param ids the selected ones
 */
public record RunRequest(
        @Nullable String action,
        @Nullable String fingerprint,
        @Nullable List<@Nullable String> ids,
        @Nullable String reason,
        @Nullable Integer perMinute,
        @Nullable Boolean canary,
        @Nullable Boolean dryRun) {}
