package io.vestnik.api.manual;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who decided last, as the loser of two is told. */
public record LastDecision(
        String action, String decidedBy, @Nullable String reason, Instant decidedAt) {}
