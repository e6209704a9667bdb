package io.vestnik.api.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The keys that may call, by their hashes. */
@Component
class ApiKeys {
    /** How long a revoked key may still work. */
    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private final JdbcClient database;
    private final Clock clock;

    /** Holds only keys that exist, so nobody can fill it. */
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(Caller caller, Instant until) {}

    ApiKeys(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Whose key this is, or nobody's. */
    Optional<Caller> callerWith(ApiKey key) {
        String hash = HexFormat.of().formatHex(key.hash());
        Known remembered = known.get(hash);
        if (remembered != null && clock.instant().isBefore(remembered.until())) {
            return Optional.of(remembered.caller());
        }
        Optional<Caller> caller = stored(key);
        caller.ifPresentOrElse(
                found -> known.put(hash, new Known(found, clock.instant().plus(REMEMBERED))),
                () -> known.remove(hash));
        return caller;
    }

    private Optional<Caller> stored(ApiKey key) {
        return database.sql(
                        "select owner, prefix from api_key where hash = :hash and revoked_at is null")
                .param("hash", key.hash())
                .query((row, n) -> new Caller(row.getString("owner"), row.getString("prefix")))
                .optional();
    }

    /** Stores a key unless it is there already. */
    void store(ApiKey key, String owner) {
        database.sql(
                        """
                        insert into api_key (id, owner, prefix, hash)
                        values (:id, :owner, :prefix, :hash)
                        on conflict (hash) do nothing
                        """)
                .param("id", UUID.randomUUID())
                .param("owner", owner)
                .param("prefix", key.prefix())
                .param("hash", key.hash())
                .update();
    }

    /** Whether there is no key at all; the table stays locked until the transaction ends. */
    boolean lockedAndEmpty() {
        database.sql("lock table api_key in share row exclusive mode").update();
        return database.sql("select not exists (select from api_key)")
                .query(Boolean.class)
                .single();
    }
}
