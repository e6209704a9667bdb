package io.vestnik.delivery;

import io.vestnik.contract.Channel;
import io.vestnik.contract.Content;
import io.vestnik.contract.DeliveryHeaders;
import io.vestnik.contract.DeliveryTask;
import io.vestnik.contract.Priority;
import io.vestnik.contract.Topology;
import io.vestnik.testkit.PostgresDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Accepts notifications the way the API does, and looks at what became of them. */
final class Notifications {
    private static final JsonMapper JSON = JsonMapper.shared();
    private final JdbcClient jdbc;

    Notifications(PostgresDatabase database) {
        jdbc = JdbcClient.create(database.dataSource());
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    UUID accept() {
        return accept("resend", 3);
    }

    UUID accept(String onUncertain, int maxAttempts) {
        return accept(onUncertain, maxAttempts, Priority.NORMAL);
    }

    UUID accept(String onUncertain, int maxAttempts, Priority priority) {
        UUID id = UUID.randomUUID();
        jdbc.sql(
                        """
                        insert into notification (id, owner, channel, recipient, content,
                            on_uncertain, max_attempts, priority, created_at, updated_at)
                        values (?, 'default', 'email', 'ann@example.com',
                            '{"subject":"Hi","text":"there","headers":{}}', ?, ?, ?, now(), now())
                        """)
                .params(id, onUncertain, maxAttempts, priority.rank())
                .update();
        return id;
    }

    /** Publishes the first attempt, as the outbox does. */
    UUID post(RabbitTemplate template) {
        return post(template, "resend", 3);
    }

    /** To this recipient. */
    UUID post(RabbitTemplate template, String recipient) {
        UUID id = accept("resend", 3);
        template.send(
                Topology.SEND,
                Topology.sendKey(Channel.EMAIL, Priority.NORMAL),
                message(id, recipient, "resend", 3, Priority.NORMAL));
        return id;
    }

    UUID post(RabbitTemplate template, String onUncertain, int maxAttempts) {
        UUID id = accept(onUncertain, maxAttempts);
        template.send(
                Topology.SEND,
                Topology.sendKey(Channel.EMAIL, Priority.NORMAL),
                message(id, onUncertain, maxAttempts));
        return id;
    }

    /** As urgent as this, with three attempts. */
    UUID post(RabbitTemplate template, Priority priority) {
        UUID id = accept("resend", 3, priority);
        template.send(
                Topology.SEND,
                Topology.sendKey(Channel.EMAIL, priority),
                message(id, "ann@example.com", "resend", 3, priority));
        return id;
    }

    /** So many that are equally urgent. */
    void postMany(RabbitTemplate template, Priority priority, int many) {
        List<UUID> ids =
                jdbc.sql(
                                """
                                insert into notification (id, owner, channel, recipient, content,
                                    on_uncertain, max_attempts, priority, created_at, updated_at)
                                select gen_random_uuid(), 'default', 'email', 'ann@example.com',
                                    '{"subject":"Hi","text":"there","headers":{}}', 'resend', 3, ?,
                                    now(), now()
                                from generate_series(1, ?) returning id
                                """)
                        .params(priority.rank(), many)
                        .query(UUID.class)
                        .list();
        template.invoke(operations -> {
            for (UUID id : ids) {
                operations.send(
                        Topology.SEND,
                        Topology.sendKey(Channel.EMAIL, priority),
                        message(id, "ann@example.com", "resend", 3, priority),
                        new CorrelationData(id.toString()));
            }
            return null;
        });
    }

    static Message message(UUID id, String onUncertain, int maxAttempts) {
        return message(id, "ann@example.com", onUncertain, maxAttempts, Priority.NORMAL);
    }

    private static Message message(
            UUID id, String recipient, String onUncertain, int maxAttempts, Priority priority) {
        DeliveryTask task =
                new DeliveryTask(
                        DeliveryTask.VERSION,
                        id,
                        "email",
                        recipient,
                        new Content("Hi", "there", null, null, null, Map.of()),
                        List.of(),
                        onUncertain,
                        maxAttempts,
                        Instant.parse("2026-11-22T10:00:00Z"),
                        priority.word());
        return MessageBuilder.withBody(JSON.writeValueAsBytes(task))
                .setContentType("application/json")
                .setMessageId(id.toString())
                .setHeader(DeliveryHeaders.CYCLE, 1)
                .setHeader(DeliveryHeaders.ATTEMPT, 1)
                .build();
    }

    String status(UUID id) {
        return jdbc.sql("select status from notification where id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    /** Each attempt as {@code cycle/number outcome next_step}. */
    List<String> attempts(UUID id) {
        return jdbc.sql(
                        """
                        select cycle || '/' || number || ' ' || coalesce(outcome, 'open')
                            || ' ' || coalesce(next_step, '-')
                        from attempt where notification_id = ? order by number
                        """)
                .param(id)
                .query(String.class)
                .list();
    }
}
