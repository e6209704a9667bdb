package io.vestnik.testkit;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.vestnik.contract.Content;
import io.vestnik.contract.DeliveryHeaders;
import io.vestnik.contract.DeliveryTask;
import io.vestnik.contract.Priority;
import io.vestnik.contract.Topology;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Publishes what stands in the outbox, as the API does, for tests that run without it. */
public final class PublishedOutbox implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PublishedOutbox.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long PERIOD_MILLIS = 50;
    private static final long CONFIRM_MILLIS = 20_000;

    private final JdbcClient database;
    private final Connection connection;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("published-outbox").factory());

    private record Row(long id, int cycle, int attempt, Priority priority, String task) {}

    private PublishedOutbox(PostgresDatabase database, VirtualHost broker) throws Exception {
        this.database = JdbcClient.create(database.dataSource());
        this.connection = broker.connectionFactory().newConnection("outbox");
    }

    /** Publishes until it is closed, 20 times a second; the queues must be there. */
    public static PublishedOutbox of(PostgresDatabase database, VirtualHost broker)
            throws Exception {
        PublishedOutbox outbox = new PublishedOutbox(database, broker);
        var _ =
                outbox.timer.scheduleWithFixedDelay(
                        outbox::tryToPublish, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        return outbox;
    }

    private void tryToPublish() {
        try {
            publish();
        } catch (Exception notNow) {
            log.debug("The outbox cannot be published right now", notNow);
        }
    }

    private void publish() throws Exception {
        List<Row> rows = rows();
        if (rows.isEmpty()) {
            return;
        }
        try (Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            for (Row row : rows) {
                publish(channel, row);
            }
            channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
        }
        database.sql("delete from outbox where id = any(?)")
                .param(rows.stream().map(Row::id).toArray(Long[]::new))
                .update();
    }

    private static void publish(Channel channel, Row row) throws Exception {
        channel.basicPublish(
                Topology.SEND,
                Topology.sendKey(io.vestnik.contract.Channel.EMAIL, row.priority),
                true,
                new BasicProperties.Builder()
                        .contentType("application/json")
                        .deliveryMode(2)
                        .headers(
                                Map.of(
                                        DeliveryHeaders.CYCLE, row.cycle,
                                        DeliveryHeaders.ATTEMPT, row.attempt))
                        .build(),
                row.task.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private List<Row> rows() {
        return database.sql(
                        """
                        select o.id, o.cycle, o.attempt, n.id as notification, n.channel,
                            n.recipient, n.content, n.on_uncertain, n.max_attempts, n.created_at,
                            o.priority
                        from outbox o join notification n on n.id = o.notification_id
                        where o.due_at <= now() order by o.priority, o.due_at, o.id
                        """)
                .query((row, _) ->
                        new Row(
                                row.getLong("id"),
                                row.getInt("cycle"),
                                row.getInt("attempt"),
                                Priority.ofRank(row.getInt("priority")),
                                JSON.writeValueAsString(
                                        new DeliveryTask(
                                                DeliveryTask.VERSION,
                                                row.getObject("notification", UUID.class),
                                                row.getString("channel"),
                                                row.getString("recipient"),
                                                JSON.readValue(
                                                        row.getString("content"), Content.class),
                                                List.of(),
                                                row.getString("on_uncertain"),
                                                row.getInt("max_attempts"),
                                                row.getTimestamp("created_at").toInstant(),
                                                Priority.ofRank(row.getInt("priority")).word()))))
                .list();
    }

    @Override
    public void close() throws IOException {
        timer.close();
        connection.close();
    }
}
