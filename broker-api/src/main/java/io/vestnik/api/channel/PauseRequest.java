package io.vestnik.api.channel;

import org.jspecify.annotations.Nullable;

/**
 * What somebody says about pausing or resuming, unchecked.
 *
 * @param reason for whoever wonders later
 */
record PauseRequest(@Nullable String reason) {}
