package io.vestnik.api.security;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The SQL of operators. */
@Component
class OperatorRows {
    private final JdbcClient database;
    private final Clock clock;

    /** An operator, and what a password is checked against. */
    record WithHash(Operator operator, @Nullable String hash) {}

    /** Somebody who is to be an operator; either with a password or with a subject. */
    record New(
            String name,
            Role role,
            @Nullable String hash,
            boolean temporary,
            @Nullable String subject,
            String createdBy) {}

    OperatorRows(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    List<Operator> list() {
        return database.sql("select * from operator order by lower(name)")
                .query((row, n) -> operator(row))
                .list();
    }

    Optional<Operator> find(UUID id) {
        return database.sql("select * from operator where id = :id")
                .param("id", id)
                .query((row, n) -> operator(row))
                .optional();
    }

    Optional<Operator> findBySubject(String subject) {
        return database.sql("select * from operator where subject = :subject")
                .param("subject", subject)
                .query((row, n) -> operator(row))
                .optional();
    }

    Optional<WithHash> findByName(String name) {
        return database.sql("select * from operator where lower(name) = lower(:name)")
                .param("name", name)
                .query((row, n) -> new WithHash(operator(row), row.getString("password_hash")))
                .optional();
    }

    /** Keeps every admin an admin until the transaction ends, and says how many may sign in. */
    int lockAdmins() {
        return database.sql(
                        """
                        select id from operator where role = 'admin' and disabled_at is null
                        order by id for update
                        """)
                .query(UUID.class)
                .list()
                .size();
    }

    boolean isEmpty() {
        return database.sql("select not exists (select from operator)")
                .query(Boolean.class)
                .single();
    }

    /** Nothing when there is one of this name or subject. */
    Optional<Operator> insert(New operator) {
        return database.sql(
                        """
                        insert into operator (id, name, role, password_hash, password_temporary,
                            subject, created_at, created_by)
                        values (:id, :name, :role, :hash, :temporary, :subject, :now, :createdBy)
                        on conflict do nothing returning *
                        """)
                .param("id", UUID.randomUUID())
                .param("name", operator.name())
                .param("role", operator.role().word())
                .param("hash", operator.hash())
                .param("temporary", operator.temporary())
                .param("subject", operator.subject())
                .param("now", now())
                .param("createdBy", operator.createdBy())
                .query((row, n) -> operator(row))
                .optional();
    }

    /** The sessions go on, with what the new role allows. */
    void updateRole(UUID id, Role role) {
        database.sql("update operator set role = :role where id = :id")
                .param("role", role.word())
                .param("id", id)
                .update();
    }

    /** Ends the sessions. */
    void updatePassword(UUID id, String hash, boolean temporary) {
        database.sql(
                        """
                        update operator set password_hash = :hash,
                            password_temporary = :temporary, generation = generation + 1
                        where id = :id
                        """)
                .param("hash", hash)
                .param("temporary", temporary)
                .param("id", id)
                .update();
    }

    void updateDisabled(UUID id, boolean disabled) {
        database.sql(
                        """
                        update operator set generation = generation + 1,
                            disabled_at = case when :disabled then cast(:now as timestamptz) end
                        where id = :id
                        """)
                .param("disabled", disabled)
                .param("now", now())
                .param("id", id)
                .update();
    }

    void updateSignedIn(UUID id) {
        database.sql("update operator set signed_in_at = :now where id = :id")
                .param("now", now())
                .param("id", id)
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Operator operator(ResultSet row) throws SQLException {
        return new Operator(
                row.getObject("id", UUID.class),
                row.getString("name"),
                Role.of(row.getString("role")).orElseThrow(),
                row.getString("subject") != null,
                row.getBoolean("password_temporary"),
                row.getInt("generation"),
                Objects.requireNonNull(instant(row, "created_at")),
                row.getString("created_by"),
                instant(row, "signed_in_at"),
                instant(row, "disabled_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
