package io.vestnik.api.manual;

import org.jspecify.annotations.Nullable;

/**
 * What somebody says about a decision, unchecked.
 *
 * @param reason for the record
 */
record DecisionRequest(@Nullable String reason) {}
