package io.vestnik.testkit;

import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** A part of a broker that belongs to one test class: its exchanges, queues and users. */
public final class VirtualHost implements AutoCloseable {
    private static final Duration ON_DISK_AFTER = Duration.ofSeconds(2);

    private final RabbitBroker broker;
    private final String name = "test-" + UUID.randomUUID().toString().substring(0, 8);
    private final List<Login> users = new ArrayList<>();

    VirtualHost(RabbitBroker broker) {
        this.broker = broker;
        broker.management().put(Map.of(), "vhosts", name);
        permit(broker.admin(), ".*", ".*", ".*");
    }

    /** Its name, which no other test uses. */
    public String name() {
        return name;
    }

    /** Name or address of the broker's machine. */
    public String host() {
        return broker.host();
    }

    /** The broker's port for AMQP 0-9-1. */
    public int port() {
        return broker.port();
    }

    /** Who may do everything here. */
    public Login admin() {
        return broker.admin();
    }

    /** Connects the administrator, without automatic recovery. */
    public ConnectionFactory connectionFactory() {
        return connectionFactory(admin());
    }

    /** Connects somebody else, without automatic recovery. */
    public ConnectionFactory connectionFactory(Login login) {
        return broker.connectionFactory(name, login);
    }

    /**
     * A new user with rights in this virtual host only. Users belong to the whole broker, so the
     * name gets an addition that makes it this virtual host's own.
     *
     * @param configure pattern of the names it may declare and delete
     * @param write pattern of the names it may publish to and bind
     * @param read pattern of the names it may consume from and bind from
     */
    public Login createUser(String name, String configure, String write, String read) {
        Login login = new Login(name + "-" + this.name, UUID.randomUUID().toString());
        broker.management()
                .put(Map.of("password", login.password(), "tags", ""), "users", login.user());
        users.add(login);
        permit(login, configure, write, read);
        return login;
    }

    private void permit(Login login, String configure, String write, String read) {
        broker.management()
                .put(
                        Map.of("configure", configure, "write", write, "read", read),
                        "permissions",
                        name,
                        login.user());
    }

    /**
     * Limits the routing keys that a user may use on one topic exchange. The exchange must be there
     * already: RabbitMQ 4.3 refuses a limit for one that is not.
     */
    public void permitTopic(Login login, String exchange, String write, String read) {
        broker.management()
                .put(
                        Map.of("exchange", exchange, "write", write, "read", read),
                        "topic-permissions",
                        name,
                        login.user());
    }

    /**
     * Overrides arguments of queues, as an operator may, until {@link #dropPolicy}.
     *
     * @param queues pattern of their names
     */
    public void setPolicy(String policy, String queues, Map<String, ?> definition) {
        broker.management()
                .put(
                        Map.of("pattern", queues, "apply-to", "queues", "definition", definition),
                        "policies",
                        name,
                        policy);
    }

    /** Takes a policy away. */
    public void dropPolicy(String policy) {
        broker.management().delete("policies", name, policy);
    }

    /** Channels that are open now, by the broker's own figures, which are up to 5 s old. */
    public int channels() {
        return broker.management().get("vhosts", name, "channels").size();
    }

    /** The broker's version. */
    public String brokerVersion() {
        return broker.management().get("overview").path("rabbitmq_version").asString();
    }

    /** The names of all queues, sorted. */
    public List<String> queues() {
        JsonNode queues = broker.management().get("queues", name);
        return StreamSupport.stream(queues.spliterator(), false)
                .map(queue -> queue.path("name").asString())
                .sorted()
                .toList();
    }

    /**
     * The number of messages that are ready, exact at this moment. It does not see those with a
     * consumer, nor dead letters on their way; {@link #depth} does.
     *
     * @throws IllegalStateException when there is no such queue
     */
    public long ready(String queue) {
        try (var connection = connectionFactory().newConnection("how deep is it")) {
            return connection.createChannel().messageCount(queue);
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException("Cannot ask how deep " + queue + " is", e);
        }
    }

    /**
     * All messages of a queue, by the broker's own figures, which are up to 2 s old (5 s on a
     * broker that the tests did not start): await what you expect, and do not read "empty" as "was
     * never used".
     *
     * @throws IllegalStateException when there is no such queue
     */
    public QueueDepth depth(String queue) {
        // The figures of a queue that was just declared are not there yet.
        JsonNode figures =
                Awaitility.await("figures of " + queue)
                        .atMost(Duration.ofSeconds(20))
                        .pollDelay(Duration.ZERO)
                        .until(
                                () -> broker.management().get("queues", name, queue),
                                answer -> answer.has("messages_unacknowledged"));
        return new QueueDepth(
                figures.path("messages").asLong(),
                figures.path("messages_ready").asLong(),
                figures.path("messages_unacknowledged").asLong());
    }

    /**
     * Waits 2 s, after which the queues declared so far survive a kill of the broker. RabbitMQ
     * writes the names of new quorum queues to the disk a good half second late and shows nobody
     * when; a queue that is killed before comes back empty, whatever was confirmed.
     */
    public void awaitQueuesOnDisk() {
        Awaitility.await("queues on disk").pollDelay(ON_DISK_AFTER).until(() -> true);
    }

    /** Takes it off the broker, with all its queues, users and connections. */
    @Override
    public void close() {
        users.forEach(user -> broker.management().delete("users", user.user()));
        users.clear();
        broker.management().delete("vhosts", name);
        broker.forget(this);
    }

    @Override
    public String toString() {
        return "amqp://" + host() + ":" + port() + "/" + name;
    }
}
