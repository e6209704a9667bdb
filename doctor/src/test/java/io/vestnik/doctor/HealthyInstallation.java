package io.vestnik.doctor;

import com.rabbitmq.client.Connection;
import com.sun.net.httpserver.HttpServer;
import io.vestnik.contract.Channel;
import io.vestnik.contract.Priority;
import io.vestnik.contract.Topology;
import io.vestnik.contract.Waits;
import io.vestnik.testkit.Login;
import io.vestnik.testkit.PostgresDatabase;
import io.vestnik.testkit.RabbitBroker;
import io.vestnik.testkit.VirtualHost;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Everything as it has to be, to be broken in one place. */
final class HealthyInstallation implements AutoCloseable {
    static final Channel EMAIL = Channel.EMAIL;
    private static final String WAITS = "10s,1m,10s";
    private static final JsonNode DEFINITIONS =
            JsonMapper.builder()
                    .build()
                    .readTree(
                            HealthyInstallation.class.getResourceAsStream(
                                    "rabbit/definitions.json"));

    final RabbitBroker broker = RabbitBroker.shared();
    final VirtualHost host = broker.createVirtualHost();
    PostgresDatabase database = PostgresDatabase.migratedDatabase();
    final Connection sender;
    final com.rabbitmq.client.Channel rabbit;
    final Login api;
    final Login email;
    final HttpServer health;
    volatile int apiStatus = 200;
    private final HttpClient http = HttpClient.newHttpClient();

    HealthyInstallation() throws Exception {
        sender = host.connectionFactory().newConnection("doctor test");
        rabbit = sender.createChannel();
        for (String exchange : List.of(Topology.SEND, Topology.RETRY, Topology.MANUAL)) {
            rabbit.exchangeDeclare(exchange, "topic", true);
        }
        declare(Topology.manualQueue(EMAIL), Topology.manualQueueArguments());
        rabbit.queueBind("email.manual", Topology.MANUAL, "email.#");
        for (Duration wait : Waits.parseList(WAITS)) {
            String queue = Topology.retryQueue(EMAIL, wait);
            declare(queue, Topology.retryQueueArguments(wait));
        }
        for (Priority priority : Priority.IN_ORDER) {
            declareAndConsume(priority);
        }
        api = user("vestnik-api");
        email = user("vestnik-email");
        health = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        health.createContext(
                "/api",
                exchange -> {
                    exchange.sendResponseHeaders(apiStatus, -1);
                    exchange.close();
                });
        health.createContext(
                "/email",
                exchange -> {
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        health.start();
    }

    void renewDatabase() {
        database.close();
        database = PostgresDatabase.migratedDatabase();
    }

    private void declareAndConsume(Priority priority) throws Exception {
        String queue = Topology.sendQueue(EMAIL, priority);
        declare(queue, Topology.sendQueueArguments(EMAIL));
        for (String key : Topology.sendBindings(EMAIL, priority)) {
            rabbit.queueBind(queue, Topology.SEND, key);
        }
        for (Duration wait : Waits.parseList(WAITS)) {
            rabbit.queueBind(
                    Topology.retryQueue(EMAIL, wait),
                    Topology.RETRY,
                    Topology.retryKey(EMAIL, wait, priority));
        }
        rabbit.basicConsume(queue, (tag, message) -> {}, tag -> {});
    }

    void declare(String queue, Map<String, Object> arguments) throws Exception {
        rabbit.queueDeclare(queue, true, false, false, arguments);
    }

    private Login user(String model) {
        JsonNode permission = definition("permissions", model).getFirst();
        Login login =
                host.createUser(
                        model,
                        permission.path("configure").asString(),
                        permission.path("write").asString(),
                        permission.path("read").asString());
        for (JsonNode topic : definition("topic_permissions", model)) {
            host.permitTopic(
                    login,
                    topic.path("exchange").asString(),
                    topic.path("write").asString(),
                    topic.path("read").asString());
        }
        return login;
    }

    private static List<JsonNode> definition(String list, String user) {
        return DEFINITIONS
                .path(list)
                .valueStream()
                .filter(one -> one.path("user").asString().equals(user))
                .toList();
    }

    Map<String, String> environment() {
        String address = "http://127.0.0.1:" + health.getAddress().getPort();
        return new HashMap<>(
                Map.ofEntries(
                        Map.entry("VESTNIK_RABBITMQ_UI", broker.managementUri().toString()),
                        Map.entry("VESTNIK_RABBITMQ_ADMIN_USER", broker.admin().user()),
                        Map.entry("VESTNIK_RABBITMQ_ADMIN_PASSWORD", broker.admin().password()),
                        Map.entry("VESTNIK_RABBITMQ_VHOST", host.name()),
                        Map.entry("VESTNIK_RABBITMQ_API_USER", api.user()),
                        Map.entry("VESTNIK_RABBITMQ_EMAIL_USER", email.user()),
                        Map.entry("VESTNIK_RABBITMQ_CONSUMER_TIMEOUT", "1800000"),
                        Map.entry("VESTNIK_RABBITMQ_DEAD_LETTER_TIMEOUT", "30000"),
                        Map.entry("VESTNIK_RETRY_WAITS", WAITS),
                        Map.entry("VESTNIK_DATABASE_URL", database.jdbcUrl()),
                        Map.entry("VESTNIK_DATABASE_OWNER_USER", database.owner().user()),
                        Map.entry("VESTNIK_DATABASE_OWNER_PASSWORD", database.owner().password()),
                        Map.entry("VESTNIK_BROKER_API_HEALTH", address + "/api"),
                        Map.entry("VESTNIK_EMAIL_SENDER_HEALTH", address + "/email")));
    }

    /** As the superuser. */
    void sql(String statement) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    /** Changes something by the management API; the path is encoded already. */
    void management(String method, String path, String body) throws Exception {
        String login = broker.admin().user() + ":" + broker.admin().password();
        var request =
                HttpRequest.newBuilder(URI.create(broker.managementUri() + "/api/" + path))
                        .version(HttpClient.Version.HTTP_1_1)
                        .header("Content-Type", "application/json")
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        login.getBytes(StandardCharsets.UTF_8)))
                        .method(method, BodyPublishers.ofString(body))
                        .build();
        var response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(response + ": " + response.body());
        }
    }

    @Override
    public void close() throws Exception {
        health.stop(0);
        sender.close();
        host.close();
        database.close();
        http.close();
    }
}
