package io.vestnik.api.run;

import java.time.Instant;
import java.util.UUID;

/** A notification that a run has skipped, and who was faster. */
public record RunSkip(UUID notification, String action, String decidedBy, Instant decidedAt) {}
