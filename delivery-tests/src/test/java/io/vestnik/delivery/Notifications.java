package io.vestnik.delivery;

import io.vestnik.contract.Channel;
import io.vestnik.contract.Content;
import io.vestnik.contract.DeliveryHeaders;
import io.vestnik.contract.DeliveryTask;
import io.vestnik.contract.Topology;
import io.vestnik.testkit.PostgresDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
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
        UUID id = UUID.randomUUID();
        jdbc.sql(
                        """
                        insert into notification (id, owner, channel, recipient, content,
                            on_uncertain, max_attempts, created_at, updated_at)
                        values (?, 'default', 'email', 'ann@example.com',
                            '{"subject":"Hi","text":"there","headers":{}}', ?, ?, now(), now())
                        """)
                .params(id, onUncertain, maxAttempts)
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
                Topology.sendKey(Channel.EMAIL),
                message(id, recipient, "resend", 3));
        return id;
    }

    UUID post(RabbitTemplate template, String onUncertain, int maxAttempts) {
        UUID id = accept(onUncertain, maxAttempts);
        template.send(
                Topology.SEND,
                Topology.sendKey(Channel.EMAIL),
                message(id, onUncertain, maxAttempts));
        return id;
    }

    static Message message(UUID id, String onUncertain, int maxAttempts) {
        return message(id, "ann@example.com", onUncertain, maxAttempts);
    }

    private static Message message(UUID id, String recipient, String onUncertain, int maxAttempts) {
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
                        Instant.parse("2026-11-22T10:00:00Z"));
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
