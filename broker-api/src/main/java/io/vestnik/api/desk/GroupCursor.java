package io.vestnik.api.desk;

import io.vestnik.api.problem.ProblemException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/**
 * A place in a group, which goes from the newest to the oldest.
 *
 * @param updatedAt of the last notification that was shown, in microseconds, as the database has it
 * @param id of that notification
 */
record GroupCursor(Instant updatedAt, UUID id) {
    private static final int BYTES = 3 * Long.BYTES;
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

    /** Before all of them. */
    static final GroupCursor START = new GroupCursor(END_OF_TIME, new UUID(-1, -1));

    /** The form in which callers carry it; they are not meant to look into it. */
    String encode() {
        ByteBuffer bytes =
                ByteBuffer.allocate(BYTES)
                        .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, updatedAt))
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().encodeToString(bytes.array());
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws ProblemException 400 for anything else
     */
    static GroupCursor decode(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            var cursor =
                    new GroupCursor(
                            Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS),
                            new UUID(bytes.getLong(), bytes.getLong()));
            if (cursor.encode().equals(text) && cursor.isInTime()) {
                return cursor;
            }
        } catch (IllegalArgumentException
                | BufferUnderflowException
                | DateTimeException
                | ArithmeticException e) {
            throw refused();
        }
        throw refused();
    }

    OffsetDateTime time() {
        return updatedAt.atOffset(ZoneOffset.UTC);
    }

    /** The database knows fewer years than Java does. */
    private boolean isInTime() {
        return updatedAt.isAfter(Instant.EPOCH) && updatedAt.isBefore(END_OF_TIME);
    }

    private static ProblemException refused() {
        return ProblemException.invalid("cursor", "is not a nextCursor of this group");
    }
}
