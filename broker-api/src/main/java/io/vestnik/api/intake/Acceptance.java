package io.vestnik.api.intake;

import java.time.Instant;
import java.util.UUID;

/**
 * The answer to an accepted request, and to each repetition of it.
 *
 * @param status where the notification stood when it was accepted
 */
record Acceptance(UUID id, String status, Instant createdAt) {}
