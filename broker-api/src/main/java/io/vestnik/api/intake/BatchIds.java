package io.vestnik.api.intake;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;

/**
 * The ids of a batch: each is the one before plus 1, as RFC 9562 section 6.2 method 2 has it, so
 * that the first of them and their number say all of them.
 */
final class BatchIds {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    /** Of the 62 random bits the upper two stay 0, so that no batch counts over their end. */
    private static final long RANDOM_BITS = 0x0FFF_FFFF_FFFF_FFFFL;

    private BatchIds() {}

    /** A first id, which no other generator counts on from. */
    static UUID first(Instant now) {
        long random = RANDOM.nextLong() & 0xFFFL;
        return new UUID(
                (now.toEpochMilli() << 16) | VERSION_7 | random,
                VARIANT | (RANDOM.nextLong() & RANDOM_BITS));
    }

    /** So many ids from this one on. */
    static List<UUID> from(UUID first, int many) {
        return LongStream.range(0, many)
                .mapToObj(i ->
                        new UUID(
                                first.getMostSignificantBits(),
                                first.getLeastSignificantBits() + i))
                .toList();
    }
}
