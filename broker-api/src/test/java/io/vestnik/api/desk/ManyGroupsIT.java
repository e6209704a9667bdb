package io.vestnik.api.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.api.RunningApi;
import io.vestnik.testkit.PostgresDatabase;
import io.vestnik.testkit.RabbitBroker;
import io.vestnik.testkit.VirtualHost;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The groups are there at once, however much is in them. */
@Timeout(120)
class ManyGroupsIT {
    private static final Logger log = LoggerFactory.getLogger(ManyGroupsIT.class);

    private final PostgresDatabase database = PostgresDatabase.freshDatabase();
    private final VirtualHost broker = RabbitBroker.shared().createVirtualHost();

    @AfterEach
    void drop() {
        broker.close();
        database.close();
    }

    /** The table is not vacuumed, which is the worst case for counting. */
    @Test
    void aHundredThousandInTwoHundredGroupsKeepNobodyWaiting() {
        try (RunningApi api = RunningApi.start(database, broker)) {
            ParkedRows parked = new ParkedRows(JdbcClient.create(database.dataSource()));
            for (int group = 0; group < 200; group++) {
                parked.park(
                        500, "email:refused:5%02d-5.1.%d".formatted(group / 10, group % 10), "no");
            }
            long[] took = new long[40];
            for (int i = 0; i < took.length; i++) {
                long begun = System.nanoTime();
                assertThat(api.client().get("/api/v1/manual/groups").json().path("groups"))
                        .hasSize(200);
                took[i] = System.nanoTime() - begun;
            }
            Arrays.sort(took);
            log.info("Groups: median {} us, longest {} us", took[20] / 1000, took[39] / 1000);

            assertThat(took[20]).isLessThan(100_000_000);
        }
    }
}
