package io.vestnik.api.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.api.desk.GroupCounts.Counted;
import io.vestnik.testkit.PostgresDatabase;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class GroupCountsIT {
    private static final String KIND = "email:refused:550";

    /** It would have been told to the next viewer, however long ago it was. */
    @Test
    void afterASlowCountThePresentOneIsToldWhereItIsToBeHad() throws SQLException {
        try (PostgresDatabase database = PostgresDatabase.migratedDatabase()) {
            JdbcClient sql = JdbcClient.create(database.dataSource());
            ParkedRows parked = new ParkedRows(sql);
            parked.park(1, KIND, "550 nobody");
            var counts = new GroupCounts(sql, Clock.systemUTC(), Duration.ofSeconds(30));

            Counted slow = slowly(counts, database, sql);
            assertThat(slow.isSlow()).isTrue();
            await().until(() -> !slow.mayRest());
            parked.park(1, KIND, "550 nobody");

            assertThat(counts.of("default").byFingerprint()).containsEntry(KIND, 2L);
        }
    }

    private static Counted slowly(GroupCounts counts, PostgresDatabase database, JdbcClient sql)
            throws SQLException {
        try (var connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            connection
                    .createStatement()
                    .execute("lock table notification in access exclusive mode");
            var counting = CompletableFuture.supplyAsync(() -> counts.of("default"));
            await().until(() ->
                    sql.sql(
                                            "select count(*) from pg_locks where not granted"
                                                    + " and waitstart < now() - interval '50 ms'")
                                    .query(Long.class)
                                    .single()
                            == 1);
            connection.rollback();
            return counting.join();
        }
    }
}
