package io.vestnik.api.intake;

import io.vestnik.api.problem.LockTimeout;
import io.vestnik.api.problem.ProblemException;
import io.vestnik.api.problem.ProblemType;
import io.vestnik.contract.NotificationStatus;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of the table idempotency_key. */
@Component
class IdempotencyKeys {
    private final JdbcClient database;

    private record Remembered(String fingerprint, Acceptance answer) {}

    IdempotencyKeys(JdbcClient database) {
        this.database = database;
    }

    /**
     * Takes a key for a notification, in the transaction that stores it. While another transaction
     * is storing one for the same key, this waits for its end.
     *
     * @return false when the key is taken
     * @throws ProblemException 409 when the other takes longer than a lock may last
     */
    boolean take(String owner, RequestKey key, UUID notification, Instant now) {
        try {
            return database.sql(
                                    """
                                    insert into idempotency_key
                                        (owner, key, fingerprint, notification_id, created_at)
                                    values (:owner, :key, decode(:fingerprint, 'hex'), :notification, :now)
                                    on conflict do nothing
                                    """)
                            .param("owner", owner)
                            .param("key", key.key())
                            .param("fingerprint", key.fingerprint())
                            .param("notification", notification)
                            .param("now", now.atOffset(ZoneOffset.UTC))
                            .update()
                    == 1;
        } catch (UncategorizedSQLException e) {
            throw LockTimeout.is(e) ? inFlight() : e;
        }
    }

    /**
     * What the request was answered that took this key.
     *
     * @throws ProblemException 422 when it had another body
     */
    Acceptance answer(String owner, RequestKey key) {
        Remembered remembered =
                database.sql(
                                """
                                select encode(fingerprint, 'hex') as fingerprint, notification_id,
                                    created_at
                                from idempotency_key where owner = :owner and key = :key
                                """)
                        .param("owner", owner)
                        .param("key", key.key())
                        .query((row, n) ->
                                new Remembered(
                                        row.getString("fingerprint"),
                                        new Acceptance(
                                                row.getObject("notification_id", UUID.class),
                                                NotificationStatus.QUEUED.word(),
                                                row.getObject("created_at", OffsetDateTime.class)
                                                        .toInstant())))
                        .optional()
                        // It was cleaned away in this very moment.
                        .orElseThrow(IdempotencyKeys::inFlight);
        if (!key.fingerprint().equals(remembered.fingerprint())) {
            throw ProblemException.of(
                    ProblemType.KEY_REUSED,
                    "This Idempotency-Key was used for a request with another body");
        }
        return remembered.answer();
    }

    /** Deletes so many keys at most that are older; says how many there were. */
    int deleteOlderThan(Instant time, int most) {
        return database.sql(
                        """
                        delete from idempotency_key where (owner, key) in (
                            select owner, key from idempotency_key where created_at < :time
                            order by created_at limit :most
                        )
                        """)
                .param("time", time.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .update();
    }

    private static ProblemException inFlight() {
        return ProblemException.of(
                        ProblemType.KEY_IN_FLIGHT,
                        "Another request with this Idempotency-Key is being answered")
                .retryAfter(1);
    }
}
