package io.vestnik.api.retention;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Deletes notifications that have ended, with all that belongs to them. It goes along the primary
 * key: ids begin with the time they were made at.
 */
@Component
class OldNotifications {
    /** Before all others. */
    static final UUID NONE = new UUID(0, 0);

    /** Bits of a UUIDv7 behind its milliseconds, in its first half. */
    private static final int BITS_BEHIND_TIME = 16;

    // Whoever is passed over because it has not ended is not looked at again in the same run: many
    // of those must not make each batch slower.
    static final String DELETE =
            """
            with looked_at as (
                select id from notification where id > :after and id < :before
                order by id limit :most
            ), deleted as (
                delete from notification n using looked_at l
                where n.id = l.id and n.status in ('sent', 'cancelled', 'expired', 'discarded')
                    and n.updated_at < :time
                returning n.id
            )
            select (select count(*) from deleted) as deleted,
                (select count(*) from looked_at) as looked_at,
                (select id from looked_at order by id desc limit 1) as last
            """;

    private final JdbcClient database;

    OldNotifications(JdbcClient database) {
        this.database = database;
    }

    /** Looks at so many of those that follow an id; deletes what had ended before that time. */
    Batch delete(UUID after, Instant time, int most) {
        return database.sql(DELETE)
                .param("after", after)
                .param("before", new UUID(time.toEpochMilli() << BITS_BEHIND_TIME, 0))
                .param("most", most)
                .param("time", time.atOffset(ZoneOffset.UTC))
                .query((row, n) -> batch(row, most))
                .single();
    }

    /** What a statement that looks at so many has told. */
    static Batch batch(ResultSet row, int most) throws SQLException {
        boolean more = row.getInt("looked_at") == most;
        return new Batch(row.getInt("deleted"), more ? row.getObject("last", UUID.class) : null);
    }

    /**
     * What one step has done.
     *
     * @param last the id to go on from; none when there is nothing behind it
     */
    record Batch(int deleted, @Nullable UUID last) {}
}
