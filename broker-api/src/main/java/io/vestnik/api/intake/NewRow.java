package io.vestnik.api.intake;

import java.time.Instant;
import java.util.UUID;

/**
 * A notification that is to be stored.
 *
 * @param content as JSON
 */
record NewRow(UUID id, String owner, CheckedNotification asked, String content, Instant now) {}
