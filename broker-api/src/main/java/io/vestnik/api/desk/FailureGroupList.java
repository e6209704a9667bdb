package io.vestnik.api.desk;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that waits for a person.
 *
 * @param groups the one with the newest failure first
 * @param countedAt when the members were counted: just now, unless counting takes long; absent when
 *     it was not done yet
 */
public record FailureGroupList(List<FailureGroup> groups, @Nullable Instant countedAt) {}
