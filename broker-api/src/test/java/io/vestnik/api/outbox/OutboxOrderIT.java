package io.vestnik.api.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.GetResponse;
import io.vestnik.api.ApiClient;
import io.vestnik.api.ApiWorld;
import io.vestnik.api.RunningApi;
import io.vestnik.contract.Priority;
import io.vestnik.contract.Topology;
import io.vestnik.testkit.PostgresDatabase;
import io.vestnik.testkit.RabbitBroker;
import io.vestnik.testkit.VirtualHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** High leaves the outbox before normal, and normal before low. */
class OutboxOrderIT {
    /** A queue that gets everything, and so shows the order in which it was published. */
    private static final String ALL = "all";

    private PostgresDatabase database;
    private VirtualHost broker;
    private JdbcClient sql;

    @BeforeEach
    void makeNeighbours() throws Exception {
        database = PostgresDatabase.migratedDatabase();
        broker = RabbitBroker.shared().createVirtualHost();
        sql = JdbcClient.create(database.dataSource());
        RunningApi.declareQueues(broker);
        try (var connection = broker.connectionFactory().newConnection("all");
                var channel = connection.createChannel()) {
            channel.queueDeclare(ALL, true, false, false, Map.of());
            channel.queueBind(ALL, Topology.SEND, "#");
        }
    }

    @AfterEach
    void removeNeighbours() {
        broker.close();
        database.close();
    }

    /** Due since some seconds, all of them at once. */
    private void insertRows(int count, List<Priority> priorities) {
        sql.sql(
                        """
                        with n as (
                            insert into notification (id, owner, channel, recipient, content,
                                on_uncertain, max_attempts, priority, created_at, updated_at)
                            select gen_random_uuid(), 'default', 'email', 'ann@example.com',
                                '{"subject":"Hello","text":"t","headers":{}}', 'resend', 5,
                                priority, now(), now()
                            from generate_series(1, :count), unnest(:priorities) as p (priority)
                            returning id, priority)
                        insert into outbox (notification_id, cycle, attempt, due_at, priority)
                        select id, 1, 1, now() - random() * interval '9 s', priority from n
                        """)
                .param("count", count)
                .param(
                        "priorities",
                        priorities.stream().map(Priority::rank).toArray(Integer[]::new))
                .update();
    }

    private void awaitEmptyOutbox() {
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        sql.sql("select count(*) from outbox").query(Long.class).single() == 0);
    }

    private static List<String> keys(List<GetResponse> messages) {
        return messages.stream().map(message -> message.getEnvelope().getRoutingKey()).toList();
    }

    @Test
    void theSweepTakesTheMostUrgentFirstHoweverLongTheOthersHaveBeenDue() {
        insertRows(450, List.of(Priority.LOW, Priority.HIGH, Priority.NORMAL));

        try (RunningApi api = RunningApi.start(database, broker)) {
            assertThat(api.port()).isPositive();
            awaitEmptyOutbox();
        }

        List<String> inOrder = new ArrayList<>();
        for (String key : List.of("email.send.high", "email.send", "email.send.low")) {
            inOrder.addAll(Collections.nCopies(450, key));
        }
        assertThat(keys(ApiWorld.drain(broker, ALL))).isEqualTo(inOrder);
    }

    @Test
    void whatIsUrgentAndNewDoesNotWaitForTheEndOfABacklog() {
        try (RunningApi api = RunningApi.start(database, broker)) {
            insertRows(20_000, List.of(Priority.LOW));
            await().until(() -> broker.ready("email.send.low") > 0);

            String id =
                    api.client()
                            .post(
                                    ApiClient.notification(
                                            "ann@example.com", "\"priority\":\"high\""))
                            .id();

            // The sweep alone would come to it when its lease has run out, after 3 s.
            await().atMost(Duration.ofSeconds(2))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> isPublished(id));
            assertThat(sql.sql("select count(*) from outbox").query(Long.class).single())
                    .isPositive();
        }
    }

    private boolean isPublished(String id) {
        return sql.sql("select count(*) = 0 from outbox where notification_id = cast(? as uuid)")
                .param(id)
                .query(Boolean.class)
                .single();
    }
}
