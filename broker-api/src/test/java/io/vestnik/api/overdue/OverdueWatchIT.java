package io.vestnik.api.overdue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.vestnik.api.ApiClient;
import io.vestnik.api.RunningApi;
import io.vestnik.testkit.PostgresDatabase;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A person learns within a minute or so that a channel has stopped sending. */
@ExtendWith(OutputCaptureExtension.class)
class OverdueWatchIT {
    private static final String ALARM = "Channel email does not send";
    private static final String OVER = "Channel email has nothing overdue any more";

    private PostgresDatabase database;
    private RunningApi api;
    private JdbcClient sql;

    @BeforeEach
    void start() {
        database = PostgresDatabase.migratedDatabase();
        // The looks are the test's own.
        api = RunningApi.startWithoutBroker(database, "vestnik.overdue.look-every=1h");
        sql = JdbcClient.create(database.dataSource());
    }

    @AfterEach
    void stop() {
        api.close();
        database.close();
    }

    private String notification(int secondsAgo) {
        String id = api.client().post(ApiClient.notification("ann@example.com")).id();
        sql.sql("update notification set updated_at = now() - :s * interval '1 s' where id = :id")
                .param("s", secondsAgo)
                .param("id", UUID.fromString(id))
                .update();
        return id;
    }

    private double look(String gauge) {
        api.bean(OverdueWatch.class).look();
        return api.bean(MeterRegistry.class)
                .get("vestnik.notifications." + gauge)
                .tag("channel", "email")
                .gauge()
                .value();
    }

    private static int lines(CapturedOutput output, String words) {
        return output.getAll().split(words, -1).length - 1;
    }

    @Test
    void oneErrorSaysThatNothingIsSentAndOneLineThatItIsOver(CapturedOutput output) {
        notification(30);
        assertThat(look("overdue")).isZero();
        String oldest = notification(90);
        notification(50);

        assertThat(look("overdue")).isEqualTo(2);
        assertThat(look("oldest.overdue")).isBetween(89.0, 120.0);
        look("overdue");

        assertThat(lines(output, ALARM + ": 2 notification")).isEqualTo(1);
        assertThat(output.getAll()).contains(" ERROR ").contains("the oldest is " + oldest);
        assertThat(output.getAll()).doesNotContain(OVER);

        sql.sql("update notification set status = 'sent'").update();
        assertThat(look("overdue")).isZero();
        assertThat(look("oldest.overdue")).isZero();
        assertThat(lines(output, OVER)).isEqualTo(1);

        notification(90);
        look("overdue");
        assertThat(lines(output, ALARM)).isEqualTo(2);
    }

    @Test
    void whatWaitsForItsNextAttemptIsNotOverdueBeforeThat() {
        UUID id = UUID.fromString(notification(500));
        sql.sql(
                        """
                        update notification set status = 'retrying',
                            next_attempt_at = now() - interval '20 s' where id = :id
                        """)
                .param("id", id)
                .update();
        assertThat(look("overdue")).isZero();

        sql.sql("update notification set next_attempt_at = now() - interval '61 s'").update();
        assertThat(look("overdue")).isEqualTo(1);
    }

    @Test
    void aPausedChannelIsNotOverdueAndHasAMinuteAfterwards() {
        notification(90);
        api.client().order("email", "pause", "{\"reason\":\"tonight\"}");
        assertThat(look("overdue")).isZero();
        api.client().order("email", "resume", "");
        assertThat(look("overdue")).isZero();

        sql.sql("update channel_event set happened_at = now() - interval '61 s'").update();
        assertThat(look("overdue")).isEqualTo(1);
    }

    @Test
    void anAttemptUnderWayIsNotOverdueUnlessItsSenderIsGone() {
        String id = notification(90);
        sql.sql(
                        """
                        with session as (
                            insert into sender_session (sender) values ('s') returning id),
                        begun as (
                            update notification set attempts = 1 where id = :id)
                        insert into attempt (notification_id, number, cycle, session, sender,
                            started_at)
                        select :id, 1, 1, id, 's', now() - interval '5 minutes' from session
                        """)
                .param("id", UUID.fromString(id))
                .update();
        assertThat(look("overdue")).isZero();

        sql.sql("update attempt set started_at = now() - interval '11 minutes'").update();
        assertThat(look("overdue")).isEqualTo(1);
    }

    @Test
    void itLooksByItself() {
        api.close();
        api =
                RunningApi.startWithoutBroker(
                        database, "vestnik.overdue.look-every=100ms", "vestnik.overdue.after=1s");
        api.client().post(ApiClient.notification("ann@example.com"));

        await().until(() ->
                api.bean(MeterRegistry.class)
                                .get("vestnik.notifications.overdue")
                                .tag("channel", "email")
                                .gauge()
                                .value()
                        == 1);
    }
}
