package io.vestnik.email;

import io.vestnik.contract.Channel;
import io.vestnik.contract.Content;
import io.vestnik.contract.DeliveryHeaders;
import io.vestnik.contract.DeliveryTask;
import io.vestnik.contract.Priority;
import io.vestnik.contract.Topology;
import io.vestnik.testkit.Login;
import io.vestnik.testkit.PostgresDatabase;
import io.vestnik.testkit.PublishedOutbox;
import io.vestnik.testkit.RabbitBroker;
import io.vestnik.testkit.VirtualHost;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * The email sender as an application, between a real broker and a real database, in front of a
 * relay of the test. The waits are so long that nobody could sit one out.
 */
final class RunningEmailSender implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final PostgresDatabase database = PostgresDatabase.migratedDatabase();
    private final VirtualHost broker = RabbitBroker.shared().createVirtualHost();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private final Map<String, String> settings = new TreeMap<>();
    private @Nullable ConfigurableApplicationContext application;
    private @Nullable PublishedOutbox outbox;

    RunningEmailSender(int relay) {
        Login login = database.emailSender();
        set("spring.mail.host", "127.0.0.1");
        set("spring.mail.port", Integer.toString(relay));
        set("vestnik.smtp.from", "shop@example.com");
        set("vestnik.smtp.tls", "none");
        set("vestnik.retry.waits", "10m,20m");
        set("spring.datasource.url", database.jdbcUrl());
        set("spring.datasource.username", login.user());
        set("spring.datasource.password", login.password());
        set("spring.rabbitmq.addresses", broker.host() + ":" + broker.port());
        set("spring.rabbitmq.virtual-host", broker.name());
        set("spring.rabbitmq.username", broker.admin().user());
        set("spring.rabbitmq.password", broker.admin().password());
        set("server.port", "0");
        // Only the tests have it on their class path.
        set("spring.flyway.enabled", "false");
    }

    RunningEmailSender set(String property, String value) {
        settings.put("--" + property, value);
        return this;
    }

    RunningEmailSender start() throws Exception {
        String[] arguments =
                settings.entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new);
        application = SpringApplication.run(EmailSenderApplication.class, arguments);
        if (outbox == null) {
            outbox = PublishedOutbox.of(database, broker);
        }
        return this;
    }

    /** Stops the application in an orderly way; everything else stays. */
    void stop() {
        if (application != null) {
            application.close();
        }
    }

    <T> T bean(Class<T> type) {
        return running().getBean(type);
    }

    <T> T bean(String name, Class<T> type) {
        return running().getBean(name, type);
    }

    private ConfigurableApplicationContext running() {
        if (application == null) {
            throw new IllegalStateException("It is not running");
        }
        return application;
    }

    /** Accepts and publishes, as the API does. */
    List<UUID> post(int count) {
        return IntStream.range(0, count).mapToObj(this::postOne).toList();
    }

    private UUID postOne(int number) {
        DeliveryTask task =
                new DeliveryTask(
                        DeliveryTask.VERSION,
                        UUID.randomUUID(),
                        "email",
                        "user" + number + "@example.com",
                        new Content("Order " + number, "shipped", null, null, null, Map.of()),
                        List.of(),
                        "resend",
                        3,
                        Instant.parse("2026-11-22T10:00:00Z"),
                        Priority.NORMAL.word());
        jdbc.sql(
                        """
                        insert into notification (id, owner, channel, recipient, content,
                            on_uncertain, max_attempts, created_at, updated_at)
                        values (?, 'default', 'email', ?, ?::jsonb, 'resend', 3, now(), now())
                        """)
                .params(task.id(), task.recipient(), JSON.writeValueAsString(task.content()))
                .update();
        bean(RabbitTemplate.class)
                .send(
                        Topology.SEND,
                        Topology.sendKey(Channel.EMAIL, Priority.NORMAL),
                        MessageBuilder.withBody(JSON.writeValueAsBytes(task))
                                .setContentType("application/json")
                                .setHeader(DeliveryHeaders.CYCLE, 1)
                                .setHeader(DeliveryHeaders.ATTEMPT, 1)
                                .build());
        return task.id();
    }

    /** How many notifications this condition holds for. */
    long count(String condition) {
        return jdbc.sql("select count(*) from notification where " + condition)
                .query(Long.class)
                .single();
    }

    /** How many attempts this condition holds for. */
    long attempts(String condition) {
        return jdbc.sql("select count(*) from attempt where " + condition)
                .query(Long.class)
                .single();
    }

    /** What became of the channel, oldest first. */
    List<String> events() {
        return jdbc.sql(
                        "select concat_ws(' ', event, cause, reason) from channel_event order by id")
                .query(String.class)
                .list();
    }

    @Override
    public void close() throws IOException {
        stop();
        if (outbox != null) {
            outbox.close();
        }
        broker.close();
        database.close();
    }
}
