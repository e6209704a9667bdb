package io.vestnik.api.manual;

import io.vestnik.api.security.Caller;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That somebody wants something done with a notification.
 *
 * @param reason one line of at most 255 characters
 */
public record Decision(UUID notification, Caller caller, @Nullable String reason) {}
