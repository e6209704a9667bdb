package io.vestnik.api.desk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What failed in the same way and waits for a person.
 *
 * @param fingerprint names the group; {@code not-classified} for what was parked before there were
 *     fingerprints
 * @param parked why: refused, exhausted or held
 * @param code the far side's, or how the network failed
 * @param words the far side's, of the newest of the group
 * @param count how many there were when they were counted; absent when the group is younger
 * @param oldest when the first of them was parked
 * @param newest when the last of them was parked
 */
public record FailureGroup(
        String fingerprint,
        @Nullable String channel,
        @Nullable String parked,
        @Nullable String code,
        @Nullable String words,
        @Nullable Long count,
        Instant oldest,
        Instant newest) {}
