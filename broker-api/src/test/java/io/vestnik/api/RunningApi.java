package io.vestnik.api;

import com.rabbitmq.client.BuiltinExchangeType;
import io.vestnik.contract.Channel;
import io.vestnik.contract.Priority;
import io.vestnik.contract.Topology;
import io.vestnik.testkit.Login;
import io.vestnik.testkit.PostgresDatabase;
import io.vestnik.testkit.VirtualHost;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The API as it runs in production, with the rights it has there, on ports of its own. */
public final class RunningApi implements AutoCloseable {
    public static final String KEY = "vst_test_0123456789abcdef0123";
    public static final String ADMIN_PASSWORD = "correct horse battery";

    private final ConfigurableApplicationContext context;

    private RunningApi(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts it; further settings are written {@code name=value}. */
    public static RunningApi start(PostgresDatabase database, VirtualHost broker, String... more) {
        declareQueues(broker);
        return startWithQueuesAsTheyAre(database, broker, more);
    }

    /** Starts it without declaring what a sender would have declared. */
    public static RunningApi startWithQueuesAsTheyAre(
            PostgresDatabase database, VirtualHost broker, String... more) {
        Login login = apiLogin(broker);
        return start(
                database,
                more,
                "spring.rabbitmq.addresses=" + broker.host() + ":" + broker.port(),
                "spring.rabbitmq.virtual-host=" + broker.name(),
                "spring.rabbitmq.username=" + login.user(),
                "spring.rabbitmq.password=" + login.password());
    }

    /** Starts it with a broker that nobody can reach. */
    public static RunningApi startWithoutBroker(PostgresDatabase database, String... more) {
        return start(database, more, "spring.rabbitmq.addresses=127.0.0.1:1");
    }

    private static RunningApi start(PostgresDatabase database, String[] more, String... broker) {
        Map<String, String> settings = new LinkedHashMap<>();
        set(settings, broker);
        settings.put("spring.datasource.url", database.jdbcUrl());
        settings.put("spring.datasource.username", database.brokerApi().user());
        settings.put("spring.datasource.password", database.brokerApi().password());
        settings.put("spring.flyway.user", database.owner().user());
        settings.put("spring.flyway.password", database.owner().password());
        settings.put("server.port", "0");
        settings.put("management.server.port", "0");
        settings.put("vestnik.api-key", KEY);
        settings.put("vestnik.admin-password", ADMIN_PASSWORD);
        set(settings, more);
        return new RunningApi(
                new SpringApplicationBuilder(BrokerApiApplication.class)
                        .registerShutdownHook(false)
                        .run(
                                settings.entrySet().stream()
                                        .map(entry ->
                                                "--" + entry.getKey() + "=" + entry.getValue())
                                        .toArray(String[]::new)));
    }

    private static void set(Map<String, String> settings, String... pairs) {
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            settings.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
    }

    /** What a sender declares; and the exchanges, whose topic rights can be set only then. */
    public static void declareQueues(VirtualHost broker) {
        try (var connection = broker.connectionFactory().newConnection("declare");
                var channel = connection.createChannel()) {
            for (String exchange : List.of(Topology.SEND, Topology.RETRY, Topology.MANUAL)) {
                channel.exchangeDeclare(exchange, BuiltinExchangeType.TOPIC, true);
            }
            for (Channel one : Channel.values()) {
                for (Priority priority : Priority.IN_ORDER) {
                    String queue = Topology.sendQueue(one, priority);
                    declare(channel, queue, Topology.sendQueueArguments(one));
                    for (String key : Topology.sendBindings(one, priority)) {
                        channel.queueBind(queue, Topology.SEND, key);
                    }
                }
                declare(channel, Topology.manualQueue(one), Topology.manualQueueArguments());
                channel.queueBind(
                        Topology.manualQueue(one), Topology.MANUAL, Topology.everyKeyOf(one));
            }
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void declare(
            com.rabbitmq.client.Channel channel, String queue, Map<String, Object> arguments)
            throws IOException {
        channel.queueDeclare(queue, true, false, false, arguments);
    }

    private static Login apiLogin(VirtualHost broker) {
        Login login =
                broker.createUser(
                        "vestnik-api-" + System.nanoTime(),
                        "^vestnik\\.(send|retry|manual)$",
                        "^vestnik\\.send$",
                        "^[a-z]+\\.manual$");
        broker.permitTopic(login, Topology.SEND, "^[a-z]+\\.send(\\.(high|low))?$", "");
        return login;
    }

    public int port() {
        return ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    public int actuatorPort() {
        return Integer.parseInt(
                context.getEnvironment().getRequiredProperty("local.management.port"));
    }

    public ApiClient client() {
        return new ApiClient("http://127.0.0.1:" + port(), KEY);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
