package io.vestnik.api.run;

import io.vestnik.api.desk.Fingerprint;
import io.vestnik.api.notification.NotificationSummary;
import io.vestnik.api.notification.SummaryRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds what a run is about. */
@Component
class RunTargets {
    // What is parked again goes to the newer end, past the start of the run, and is not met again.
    private static final String NEXT_OF_GROUP =
            """
            select id, updated_at as time, 0 as place from notification
            where owner = :owner and status = 'manual' and fingerprint = :fingerprint
                and updated_at <= :startedAt and (updated_at, id) > (:afterTime, :afterId)
            order by updated_at, id limit :most
            """;

    private static final String NEXT_SELECTED =
            """
            select s.id, r.after_time as time, cast(s.place as int) as place
            from run r cross join unnest(r.ids[:first : :last]) with ordinality as s (id, place)
            where r.id = :run order by s.place
            """;

    private final JdbcClient database;

    /**
     * One notification that a run is about.
     *
     * @param time when it was parked
     * @param place among the selected ones, from 1
     */
    record Target(UUID id, OffsetDateTime time, int place) {}

    RunTargets(JdbcClient database) {
        this.database = database;
    }

    /**
     * So many of them at most that come next, the ones that were parked first before the others.
     */
    List<Target> next(RunRow run, int most) {
        Fingerprint group = run.group();
        if (group == null) {
            return nextSelected(run, most);
        }
        return database.sql(NEXT_OF_GROUP)
                .param("owner", run.owner())
                .param("fingerprint", group.column())
                .param("startedAt", run.startedAt())
                .param("afterTime", run.afterTime())
                .param("afterId", run.afterId())
                .param("most", most)
                .query((row, n) -> target(row, 0))
                .list();
    }

    private List<Target> nextSelected(RunRow run, int most) {
        return database.sql(NEXT_SELECTED)
                .param("run", run.id())
                .param("first", run.place() + 1)
                .param("last", run.place() + most)
                .query((row, n) -> target(row, run.place()))
                .list();
    }

    private static Target target(ResultSet row, int before) throws SQLException {
        return new Target(
                row.getObject("id", UUID.class),
                row.getObject("time", OffsetDateTime.class),
                before + row.getInt("place"));
    }

    /** How many are in a group now. */
    int count(String owner, Fingerprint group) {
        return database.sql(
                        """
                        select count(*) from notification
                        where owner = :owner and status = 'manual' and fingerprint = :fingerprint
                            and updated_at <= now()
                        """)
                .param("owner", owner)
                .param("fingerprint", group.column())
                .query(Integer.class)
                .single();
    }

    /** The newest of a group. */
    List<NotificationSummary> sample(String owner, Fingerprint group, int most) {
        return database.sql(
                        "select "
                                + SummaryRow.COLUMNS
                                + """
                                 from notification
                                where owner = :owner and status = 'manual'
                                    and fingerprint = :fingerprint
                                order by updated_at desc, id desc limit :most
                                """)
                .param("owner", owner)
                .param("fingerprint", group.column())
                .param("most", most)
                .query((row, n) -> SummaryRow.read(row))
                .list();
    }

    /** Those of the selected ones that are there and the owner's, whatever their status. */
    Map<UUID, NotificationSummary> find(String owner, List<UUID> ids) {
        Map<UUID, NotificationSummary> found = new HashMap<>();
        database.sql(
                        "select "
                                + SummaryRow.COLUMNS
                                + " from notification where id = any(:ids) and owner = :owner")
                .param("ids", ids.toArray(UUID[]::new))
                .param("owner", owner)
                .query((row, n) -> SummaryRow.read(row))
                .list()
                .forEach(one -> found.put(one.id(), one));
        return found;
    }
}
