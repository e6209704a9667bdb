package io.vestnik.delivery;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Connection;
import io.vestnik.contract.Channel;
import io.vestnik.contract.Content;
import io.vestnik.contract.DeliveryHeaders;
import io.vestnik.contract.DeliveryTask;
import io.vestnik.contract.Priority;
import io.vestnik.contract.Topology;
import io.vestnik.testkit.PostgresDatabase;
import io.vestnik.testkit.VirtualHost;
import io.vestnik.testkit.oracle.ClientLedger;
import io.vestnik.testkit.oracle.ContentDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Stores and publishes notifications the way the API does, with a client's ledger kept of it. */
final class PostedNotifications {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int CONFIRM_MILLIS = 20_000;

    private final JdbcClient database;
    private final VirtualHost broker;
    private final ClientLedger ledger;
    private final Map<UUID, Post> unpublished = new HashMap<>();

    PostedNotifications(PostgresDatabase database, VirtualHost broker, ClientLedger ledger) {
        this.database = JdbcClient.create(database.dataSource());
        this.broker = broker;
        this.ledger = ledger;
    }

    private record Post(String key, DeliveryTask task) {
        static Post number(int number, String onUncertain, int maxAttempts) {
            return new Post(
                    "post-" + number,
                    new DeliveryTask(
                            DeliveryTask.VERSION,
                            UUID.randomUUID(),
                            Channel.EMAIL.word(),
                            "user" + number + "@example.com",
                            new Content("Order " + number, "shipped", null, null, null, Map.of()),
                            List.of(),
                            onUncertain,
                            maxAttempts,
                            Instant.parse("2026-11-22T10:00:00Z"),
                            Priority.NORMAL.word()));
        }
    }

    /** Each to a recipient of its own; when this returns, all are stored and published. */
    void post(int count, String onUncertain, int maxAttempts) throws Exception {
        List<Post> posts = accept(count, onUncertain, maxAttempts);
        publish(posts);
        inParallel(posts, this::answer);
    }

    /** As {@link #post}, and each is published a second time, as after a confirm that was lost. */
    void postTwice(int count, int maxAttempts) throws Exception {
        List<Post> posts = accept(count, "resend", maxAttempts);
        publish(posts);
        publish(posts);
        inParallel(posts, this::answer);
    }

    /** Stores them with their outbox rows, and answers; nothing is published yet. */
    void postToOutbox(int count, int maxAttempts) throws Exception {
        List<Post> posts = accept(count, "resend", maxAttempts);
        for (Post post : posts) {
            toOutbox(post);
            unpublished.put(post.task.id(), post);
        }
        inParallel(posts, this::answer);
    }

    /** Publishes what has a row in the outbox, and awaits the confirms. */
    void publishOutbox() throws Exception {
        publish(
                database
                        .sql("select notification_id from outbox order by id")
                        .query(UUID.class)
                        .stream()
                        .map(unpublished::get)
                        .toList());
    }

    /** Forgets what was to be published. */
    void clearOutbox() {
        database.sql("delete from outbox").update();
    }

    /**
     * A notification that is stored, and its message.
     *
     * @param exchange where it is to be published
     */
    record Letter(UUID id, String exchange, String key, Message message) {}

    /** Stores one with its outbox row, and answers. */
    Letter accept(int number) {
        Post post = Post.number(number, "resend", 10);
        ask(post);
        store(post);
        toOutbox(post);
        answer(post);
        return new Letter(
                post.task.id(),
                Topology.SEND,
                Topology.sendKey(Channel.EMAIL, Priority.NORMAL),
                MessageBuilder.withBody(JSON.writeValueAsBytes(post.task))
                        .setContentType("application/json")
                        .setMessageId(post.task.id().toString())
                        .setHeader(DeliveryHeaders.CYCLE, 1)
                        .setHeader(DeliveryHeaders.ATTEMPT, 1)
                        .build());
    }

    /** Its message is the broker's now. */
    void published(Letter letter) {
        database.sql("delete from outbox where notification_id = ?").param(letter.id).update();
    }

    private void toOutbox(Post post) {
        database.sql(
                        """
                        insert into outbox (notification_id, cycle, attempt, due_at)
                        values (?, 1, 1, now())
                        """)
                .param(post.task.id())
                .update();
    }

    private List<Post> accept(int count, String onUncertain, int maxAttempts) throws Exception {
        List<Post> posts =
                IntStream.range(0, count)
                        .mapToObj(number -> Post.number(number, onUncertain, maxAttempts))
                        .toList();
        inParallel(posts, this::ask);
        inParallel(posts, this::store);
        return posts;
    }

    private void answer(Post post) {
        ledger.answered(post.key, 202, post.task.id());
    }

    private void ask(Post post) {
        ledger.asked(post.key, post.task.recipient(), ContentDigest.of(post.task.content()));
    }

    private void store(Post post) {
        database.sql(
                        """
                        insert into notification (id, owner, channel, recipient, content, metadata,
                            on_uncertain, max_attempts, created_at, updated_at)
                        values (?, 'default', ?, ?, ?::jsonb, jsonb_build_object(?, ?), ?, ?,
                            now(), now())
                        """)
                .params(
                        post.task.id(),
                        post.task.channel(),
                        post.task.recipient(),
                        JSON.writeValueAsString(post.task.content()),
                        ClientLedger.METADATA,
                        post.key,
                        post.task.onUncertain(),
                        post.task.maxAttempts())
                .update();
    }

    private void publish(List<Post> posts) throws Exception {
        try (Connection connection = broker.connectionFactory().newConnection("posts")) {
            var channel = connection.createChannel();
            channel.confirmSelect();
            for (Post post : posts) {
                channel.basicPublish(
                        Topology.SEND,
                        Topology.sendKey(Channel.EMAIL, Priority.NORMAL),
                        true,
                        new BasicProperties.Builder()
                                .contentType("application/json")
                                .deliveryMode(2)
                                .messageId(post.task.id().toString())
                                .headers(
                                        Map.of(
                                                DeliveryHeaders.CYCLE, 1,
                                                DeliveryHeaders.ATTEMPT, 1))
                                .build(),
                        JSON.writeValueAsBytes(post.task));
            }
            channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
        }
    }

    private static void inParallel(List<Post> posts, Consumer<Post> step) throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var done :
                    posts.stream().map(post -> threads.submit(() -> step.accept(post))).toList()) {
                done.get();
            }
        }
    }

    /** Notifications whose status is one of these. */
    long count(String... statuses) {
        return database.sql("select count(*) from notification where status = any(?)")
                .param(statuses)
                .query(Long.class)
                .single();
    }
}
