package io.vestnik.api.security;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.stereotype.Component;

/** The keys that may call, by their hashes. */
@Component
class ApiKeys {
    /** How long a revoked key may still work. */
    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private final JdbcClient database;
    private final KeyUse use;
    private final Clock clock;

    /** Holds only keys that exist, so nobody can fill it. */
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /** Who has a key, and what it may do. */
    record Holder(UUID key, Caller caller, List<GrantedAuthority> scopes) {}

    private record Known(Holder holder, Instant until) {}

    ApiKeys(JdbcClient database, KeyUse use, Clock clock) {
        this.database = database;
        this.use = use;
        this.clock = clock;
    }

    /** Whose key this is, or nobody's. */
    Optional<Holder> holderOf(ApiKey key) {
        String hash = HexFormat.of().formatHex(key.hash());
        Known remembered = known.get(hash);
        Instant now = clock.instant();
        if (remembered != null && now.isBefore(remembered.until())) {
            return Optional.of(remembered.holder());
        }
        Optional<Holder> holder = stored(key);
        holder.ifPresentOrElse(
                found -> {
                    known.put(hash, new Known(found, now.plus(REMEMBERED)));
                    // Here, a few times a minute, and not with each request.
                    use.note(found.key(), now);
                },
                () -> known.remove(hash));
        return holder;
    }

    /** What is revoked here ends here at once. */
    void forget(UUID key) {
        known.values().removeIf(one -> one.holder().key().equals(key));
    }

    private Optional<Holder> stored(ApiKey key) {
        return database.sql(
                        """
                        select id, owner, prefix, scopes from api_key
                        where hash = :hash and revoked_at is null
                        """)
                .param("hash", key.hash())
                .query((row, n) ->
                        new Holder(
                                row.getObject("id", UUID.class),
                                new Caller(row.getString("owner"), row.getString("prefix")),
                                scopes(row).stream().map(Scope::granted).toList()))
                .optional();
    }

    /** What a key may do, in the order of the enum. */
    static List<Scope> scopes(ResultSet row) throws SQLException {
        Array array = row.getArray("scopes");
        return Arrays.stream((Object[]) array.getArray())
                .flatMap(word -> Scope.of(String.valueOf(word)).stream())
                .sorted()
                .toList();
    }

    /** Stores a key that may do everything, unless it is there already. */
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
