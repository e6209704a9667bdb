package io.vestnik.api.notification;

import io.vestnik.api.problem.ProblemException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * A place in the list, which goes from the newest to the oldest.
 *
 * @param createdAt of the last notification that was shown, in milliseconds
 * @param id of that notification
 */
public record Cursor(Instant createdAt, UUID id) {
    private static final int BYTES = 3 * Long.BYTES;

    /** The database knows fewer years than Java does. */
    static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

    /** The form in which callers carry it; they are not meant to look into it. */
    String encode() {
        ByteBuffer bytes =
                ByteBuffer.allocate(BYTES)
                        .putLong(createdAt.toEpochMilli())
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().encodeToString(bytes.array());
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws ProblemException 400 for anything else
     */
    static Cursor decode(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            var cursor =
                    new Cursor(
                            Instant.ofEpochMilli(bytes.getLong()),
                            new UUID(bytes.getLong(), bytes.getLong()));
            if (cursor.encode().equals(text) && cursor.isInTime()) {
                return cursor;
            }
        } catch (IllegalArgumentException | BufferUnderflowException | DateTimeException e) {
            throw refused();
        }
        throw refused();
    }

    private boolean isInTime() {
        return createdAt.isAfter(Instant.EPOCH) && createdAt.isBefore(END_OF_TIME);
    }

    private static ProblemException refused() {
        return ProblemException.invalid("cursor", "is not a nextCursor of this list");
    }
}
