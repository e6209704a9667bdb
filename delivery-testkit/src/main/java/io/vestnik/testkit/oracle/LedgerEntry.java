package io.vestnik.testkit.oracle;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One line of a client's ledger. */
public sealed interface LedgerEntry {
    /** When it was written. */
    Instant at();

    /** The client's own name for the notification, the same in every repetition of the request. */
    String key();

    /**
     * A request is about to be sent, for the first time or again.
     *
     * @param content digest of what is to arrive
     */
    record Asked(Instant at, String key, String recipient, ContentDigest content)
            implements LedgerEntry {}

    /**
     * An answer came.
     *
     * @param status of HTTP
     * @param id the notification, where the answer named one
     */
    record Answered(Instant at, String key, int status, @Nullable UUID id) implements LedgerEntry {}

    /**
     * No answer came.
     *
     * @param why in words
     */
    record Unanswered(Instant at, String key, String why) implements LedgerEntry {}
}
