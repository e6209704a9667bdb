package io.vestnik.api.retention;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deletes runs that have ended, once all decisions that were a part of them are gone. */
@Component
class OldRuns {
    private final JdbcClient database;

    OldRuns(JdbcClient database) {
        this.database = database;
    }

    /**
     * Looks at so many of those that follow an id; deletes what had ended before that time.
     *
     * @param after {@link OldNotifications#NONE} to begin
     */
    OldNotifications.Batch delete(UUID after, Instant time, int most) {
        return database.sql(
                        """
                        with looked_at as (
                            select id from run where id > :after and started_at < :time
                            order by id limit :most
                        ), deleted as (
                            delete from run r using looked_at l
                            where r.id = l.id and r.finished_at < :time
                                and not exists (select from decision d where d.run = r.id)
                            returning r.id
                        )
                        select (select count(*) from deleted) as deleted,
                            (select count(*) from looked_at) as looked_at,
                            (select id from looked_at order by id desc limit 1) as last
                        """)
                .param("after", after)
                .param("most", most)
                .param("time", time.atOffset(ZoneOffset.UTC))
                .query((row, n) -> OldNotifications.batch(row, most))
                .single();
    }
}
