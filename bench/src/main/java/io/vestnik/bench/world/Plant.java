package io.vestnik.bench.world;

import io.vestnik.testkit.FreePorts;
import io.vestnik.testkit.Login;
import io.vestnik.testkit.PostgresDatabase;
import io.vestnik.testkit.RabbitBroker;
import io.vestnik.testkit.VirtualHost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A whole Vestnik at work: one API and one sender with the settings of production, straight on
 * their neighbours, with nothing between them that could be cut.
 */
public final class Plant implements AutoCloseable {
    private final PlantSettings settings;
    private final Neighbours around;
    private final int port = FreePorts.find(1).getFirst();
    private final Service api;
    private final Service sender;
    private final Service secondSender;
    private final Map<String, Long> startMillis = new LinkedHashMap<>();
    private final Thread whenInterrupted = new Thread(this::end, "end-of-the-plant");
    private boolean over;

    private Plant(PlantSettings settings, Neighbours around) {
        this.settings = settings;
        this.around = around;
        this.api = api();
        this.sender = sender("email-sender");
        this.secondSender = sender("email-sender-2");
        Runtime.getRuntime().addShutdownHook(whenInterrupted);
    }

    /** Starts everything, and returns when all is ready. */
    public static Plant start(PlantSettings settings) {
        World.prepare(settings.folder());
        Neighbours around = Neighbours.start(settings.ownBroker());
        if (settings.ownBroker()) {
            asInProduction(around.broker());
        }
        Plant plant = new Plant(settings, around);
        try {
            List.of(plant.api, plant.sender).forEach(plant::startTimed);
            return plant;
        } catch (RuntimeException e) {
            plant.close();
            throw e;
        }
    }

    /** One after the other: two that start side by side take the processors from each other. */
    private void startTimed(Service service) {
        long begin = System.nanoTime();
        service.start();
        startMillis.put(service.name(), (System.nanoTime() - begin) / 1_000_000);
    }

    /** Tests want figures every second; what is not declared yet takes the usual five. */
    private static void asInProduction(RabbitBroker broker) {
        broker.control("eval", "application:set_env(rabbit, collect_statistics_interval, 5000).");
        broker.control("eval", "application:set_env(rabbit, quorum_tick_interval, 5000).");
    }

    private Service api() {
        Map<String, String> environment = environment(database().brokerApi(), around.api());
        Login owner = database().owner();
        environment.put("VESTNIK_PORT", "" + port);
        environment.put("VESTNIK_API_KEY", PlantSettings.API_KEY);
        environment.put("VESTNIK_ADMIN_PASSWORD", PlantSettings.ADMIN_PASSWORD);
        environment.put("VESTNIK_DATABASE_OWNER_USER", owner.user());
        environment.put("VESTNIK_DATABASE_OWNER_PASSWORD", owner.password());
        return service("broker-api", "broker-api", "-Xmx256m", environment);
    }

    private Service sender(String name) {
        Map<String, String> environment = environment(database().emailSender(), around.sender());
        environment.put("VESTNIK_SMTP_PORT", "" + settings.relay());
        environment.put("VESTNIK_SMTP_TLS", "none");
        environment.put("VESTNIK_SMTP_FROM", "shop@example.com");
        environment.putAll(settings.sender());
        return service(name, "email-sender", "-Xmx512m", environment);
    }

    private Map<String, String> environment(Login database, Login broker) {
        Map<String, String> environment = new HashMap<>();
        environment.put("VESTNIK_DATABASE_URL", database().jdbcUrl());
        environment.put("VESTNIK_DATABASE_USER", database.user());
        environment.put("VESTNIK_DATABASE_PASSWORD", database.password());
        environment.put("VESTNIK_RABBITMQ_ADDRESSES", "127.0.0.1:" + host().port());
        environment.put("VESTNIK_RABBITMQ_VHOST", host().name());
        environment.put("VESTNIK_RABBITMQ_USER", broker.user());
        environment.put("VESTNIK_RABBITMQ_PASSWORD", broker.password());
        return environment;
    }

    private Service service(
            String name, String module, String heap, Map<String, String> environment) {
        int actuator = FreePorts.find(1).getFirst();
        environment.put("VESTNIK_ACTUATOR_PORT", "" + actuator);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(heap);
        command.addAll(settings.flags());
        Path jar = Launcher.copyOf(module, settings.root(), settings.folder());
        command.addAll(List.of("-jar", jar.toString()));
        var launch = new Service.Launch(settings.folder(), actuator, command, environment);
        return new Service(name, launch, new EnumMap<>(Link.class));
    }

    /** The port of the API on 127.0.0.1. */
    public int apiPort() {
        return port;
    }

    /** The number of the API's process. */
    public long apiPid() {
        return api.pid();
    }

    /** The number of the sender's process. */
    public long senderPid() {
        return sender.pid();
    }

    /** Milliseconds from the start of each service's process until it said that it was ready. */
    public Map<String, Long> startMillis() {
        return Collections.unmodifiableMap(startMillis);
    }

    /** Starts another sender beside the first, and returns when it is ready. */
    public void startSecondSender() {
        secondSender.start();
    }

    /** The broker. */
    public RabbitBroker broker() {
        return around.broker();
    }

    /** Where the queues are. */
    public VirtualHost host() {
        return around.host();
    }

    /** The database. */
    public PostgresDatabase database() {
        return around.database();
    }

    /** Ends everything; the logs stay. */
    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(whenInterrupted);
        } catch (IllegalStateException endingAlready) {
            // Then it is the hook that does this.
        }
    }

    private synchronized void end() {
        if (over) {
            return;
        }
        over = true;
        secondSender.close();
        sender.close();
        api.close();
        try {
            around.close();
        } finally {
            World.delete(settings.folder(), ".jar");
        }
    }
}
