package io.vestnik.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.testkit.PostgresDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** That what is written past all checks is what the product would have written. */
class HistoryIT {
    @Test
    void whatIsWrittenPastTheChecksWouldPassThem() {
        try (PostgresDatabase database = PostgresDatabase.migratedDatabase()) {
            JdbcClient sql = JdbcClient.create(database.dataSource());

            new History(database.dataSource()).write(1_000);

            assertThat(count(sql, "notification where status = 'sent'")).isEqualTo(994);
            assertThat(count(sql, "notification where status = 'manual'")).isEqualTo(5);
            assertThat(count(sql, "notification where status = 'retrying'")).isEqualTo(1);
            assertThat(count(sql, "attempt where outcome is not null")).isEqualTo(2_000);
            assertThat(
                            count(
                                    sql,
                                    "attempt a where not exists (select from sender_session s"
                                            + " where s.id = a.session)"))
                    .isZero();
            assertThat(
                            count(
                                    sql,
                                    "attempt a where not exists (select from notification n"
                                            + " where n.id = a.notification_id)"))
                    .isZero();
            assertThat(
                            count(
                                    sql,
                                    "notification n where created_at > now() - interval '1 hour'"
                                            + " or created_at < now() - interval '61 days'"
                                            + " or id > (select id from notification"
                                            + " order by created_at desc limit 1)"))
                    .isZero();
            assertThat(text(sql)).containsEntry("status", "sent").containsKey("content");
            assertThat(String.valueOf(text(sql).get("content")).length()).isBetween(1_700, 1_950);
        }
    }

    private static long count(JdbcClient sql, String from) {
        return sql.sql("select count(*) from " + from).query(Long.class).single();
    }

    private static Map<String, Object> text(JdbcClient sql) {
        return sql.sql("select status, content from notification where status = 'sent' limit 1")
                .query()
                .singleRow();
    }
}
