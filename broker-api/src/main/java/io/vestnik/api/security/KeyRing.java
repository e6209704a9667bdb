package io.vestnik.api.security;

import io.vestnik.api.audit.Audit;
import io.vestnik.api.audit.AuditAction;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The API keys as admins see, make and revoke them; each change is in the audit. */
@Service
public class KeyRing {
    private static final int LONGEST_NAME = 60;

    /** Controls, line ends, invisible format characters, halves of characters. */
    private static final Pattern FORBIDDEN =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

    private final JdbcClient database;
    private final ApiKeys keys;
    private final Audit audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * A key without its secret.
     *
     * @param name what it is for; empty for keys that were not made in the console
     * @param lastUsedAt to the minute or so
     */
    public record KeyView(
            UUID id,
            String prefix,
            String name,
            List<Scope> scopes,
            @Nullable String createdBy,
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt) {}

    KeyRing(JdbcClient database, ApiKeys keys, Audit audit, Clock clock) {
        this.database = database;
        this.keys = keys;
        this.audit = audit;
        this.clock = clock;
    }

    /** Those of one owner, the newest first, revoked ones too. */
    public List<KeyView> list(String owner) {
        return database.sql(
                        "select * from api_key where owner = :owner order by created_at desc limit 500")
                .param("owner", owner)
                .query((row, n) -> view(row))
                .list();
    }

    /**
     * Makes a key.
     *
     * @return the whole key, which is shown once and stored nowhere
     * @throws RefusedException when the name is none, or nothing is allowed
     */
    @Transactional
    public String make(Caller admin, String name, Collection<Scope> scopes) {
        String plain = name.strip();
        if (plain.isEmpty() || plain.length() > LONGEST_NAME || FORBIDDEN.matcher(plain).find()) {
            throw new RefusedException(Refusal.KEY_NAME_INVALID);
        }
        if (scopes.isEmpty()) {
            throw new RefusedException(Refusal.NO_SCOPE);
        }
        String words =
                EnumSet.copyOf(scopes).stream().map(Scope::word).collect(Collectors.joining(", "));
        ApiKey key = ApiKey.make(random);
        insert(key, admin, plain, words);
        audit.write(admin.name(), AuditAction.KEY_MADE, named(plain, key.prefix()), words);
        return key.reveal();
    }

    private void insert(ApiKey key, Caller admin, String name, String scopes) {
        database.sql(
                        """
                        insert into api_key
                            (id, owner, prefix, hash, created_at, name, scopes, created_by)
                        values (:id, :owner, :prefix, :hash, :now, :name,
                            string_to_array(:scopes, ', '), :createdBy)
                        """)
                .param("id", UUID.randomUUID())
                .param("owner", admin.owner())
                .param("prefix", key.prefix())
                .param("hash", key.hash())
                .param("now", now())
                .param("name", name)
                .param("scopes", scopes)
                .param("createdBy", admin.name())
                .update();
    }

    /**
     * Ends a key; elsewhere it works for up to 10 s more.
     *
     * @throws RefusedException when there is none with this id
     */
    @Transactional
    public void revoke(Caller admin, UUID id) {
        Optional<String> ended =
                database.sql(
                                """
                                update api_key set revoked_at = :now
                                where id = :id and owner = :owner and revoked_at is null
                                returning name, prefix
                                """)
                        .param("now", now())
                        .param("id", id)
                        .param("owner", admin.owner())
                        .query((row, n) -> named(row.getString("name"), row.getString("prefix")))
                        .optional();
        String subject = ended.orElseThrow(() -> new RefusedException(Refusal.UNKNOWN));
        audit.write(admin.name(), AuditAction.KEY_REVOKED, subject, null);
        keys.forget(id);
    }

    private static String named(String name, String prefix) {
        return name.isEmpty() ? prefix : name + " (" + prefix + ")";
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static KeyView view(ResultSet row) throws SQLException {
        return new KeyView(
                row.getObject("id", UUID.class),
                row.getString("prefix"),
                row.getString("name"),
                ApiKeys.scopes(row),
                row.getString("created_by"),
                Objects.requireNonNull(instant(row, "created_at")),
                instant(row, "last_used_at"),
                instant(row, "revoked_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
