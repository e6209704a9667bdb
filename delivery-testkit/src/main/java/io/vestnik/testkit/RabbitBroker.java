package io.vestnik.testkit;

import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A real RabbitMQ broker for tests, with the management plugin.
 *
 * <p>The first of these that can be had is taken: the broker named by the environment variables
 * {@code VESTNIK_TEST_RABBITMQ} (an AMQP URI with the rights of an administrator) and {@code
 * VESTNIK_TEST_RABBITMQ_UI} (its management address); a private node out of the folder that {@code
 * VESTNIK_TEST_RABBITMQ} names as {@code dir:/path/to/another/debian}; a container, when a Docker
 * engine answers; a private node of the installed package {@code rabbitmq-server}.
 */
public final class RabbitBroker implements AutoCloseable {
    private static @Nullable RabbitBroker shared;

    private final RabbitServer server;
    private final boolean forAll;
    private final RabbitManagement management;
    private final Set<VirtualHost> open = ConcurrentHashMap.newKeySet();

    RabbitBroker(RabbitServer server, boolean forAll) {
        this.server = server;
        this.forAll = forAll;
        this.management = new RabbitManagement(server.management(), server.admin());
        // Before the start, so that nothing survives a JVM that is ended in the middle of it.
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "close-rabbitmq"));
        startAndAwait();
    }

    /**
     * The broker that all tests of this JVM share, started on first use and ended with the JVM.
     * Each test class works in a {@linkplain #createVirtualHost() virtual host} of its own.
     *
     * @throws IllegalStateException when none can be had; it says what to install
     */
    public static synchronized RabbitBroker shared() {
        if (shared == null) {
            shared =
                    new RabbitBroker(
                            ExternalRabbit.of(System.getenv())
                                    .<RabbitServer>map(external -> external)
                                    .orElseGet(RabbitBroker::newServer),
                            true);
        }
        return shared;
    }

    /**
     * A broker that nobody else uses, for a test that stops or kills it; never the one named by the
     * environment. It takes some 10 s to start, so prefer {@link #shared()}.
     */
    public static RabbitBroker own() {
        return new RabbitBroker(newServer(), false);
    }

    private static RabbitServer newServer() {
        Optional<RabbitInstallation> named = RabbitInstallation.of(System.getenv());
        if (named.isEmpty() && ContainerEngine.answers()) {
            return new RabbitContainer();
        }
        return new LocalRabbitNode(named.orElse(RabbitInstallation.HERE));
    }

    /** Name or address of the machine it runs on. */
    public String host() {
        return server.host();
    }

    /** Port for AMQP 0-9-1, without TLS; stays the same after a restart. */
    public int port() {
        return server.port();
    }

    /** Where the management API and UI are, without a path. */
    public URI managementUri() {
        return server.management();
    }

    /** Who may do everything, in the management API too. */
    public Login admin() {
        return server.admin();
    }

    /** The number of the node's process, as the node itself sees it. */
    public long pid() {
        return Long.parseLong(management.get("nodes").path(0).path("os_pid").asString());
    }

    /** A new, empty virtual host with a name of its own; the administrator may do all in it. */
    public VirtualHost createVirtualHost() {
        VirtualHost host = new VirtualHost(this);
        open.add(host);
        return host;
    }

    RabbitManagement management() {
        return management;
    }

    void forget(VirtualHost host) {
        open.remove(host);
    }

    /**
     * Ends the broker as {@code kill -9} does, its child processes included. What it had given to
     * the operating system is still there after {@link #restart()}.
     *
     * <p>A quorum queue declared less than a second ago, with all that was confirmed in it, is
     * <em>not</em> there any more: {@link VirtualHost#awaitQueuesOnDisk()} before the kill.
     */
    public void kill() {
        checkOwn();
        server.kill();
    }

    /** Stops the broker in an orderly way; takes some 7 s. */
    public void stop() {
        checkOwn();
        server.stop();
    }

    /**
     * Starts the stopped or killed broker again, on the same ports and data, and awaits that it
     * takes connections. Its queues look empty for a moment more, until each has found its leader:
     * await their depth.
     */
    public void restart() {
        checkOwn();
        startAndAwait();
    }

    /** Runs {@code rabbitmqctl} with these arguments, and returns when it has succeeded. */
    public void control(String... arguments) {
        checkOwn();
        server.control(arguments);
    }

    private void checkOwn() {
        if (forAll) {
            throw new IllegalStateException(
                    "Other tests use this broker too; take RabbitBroker.own() to stop or kill one");
        }
    }

    private void startAndAwait() {
        try {
            server.start();
            Awaitility.await("RabbitMQ at " + host() + ":" + port() + " and " + managementUri())
                    .atMost(server.readyWithin())
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(100))
                    .failFast(server::checkAlive)
                    .ignoreExceptions()
                    .untilAsserted(this::connect);
        } catch (RuntimeException e) {
            end();
            throw e;
        }
    }

    private void connect() throws IOException, TimeoutException {
        connectionFactory(server.virtualHost(), admin()).newConnection("is it ready").close();
        management.get("whoami");
    }

    ConnectionFactory connectionFactory(String virtualHost, Login login) {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(host());
        factory.setPort(port());
        factory.setVirtualHost(virtualHost);
        factory.setUsername(login.user());
        factory.setPassword(login.password());
        factory.setConnectionTimeout(5_000);
        // A test that kills the broker wants to see its connection die.
        factory.setAutomaticRecoveryEnabled(false);
        return factory;
    }

    /** Ends a broker of one's own and leaves nothing of it behind. */
    @Override
    public void close() {
        checkOwn();
        end();
    }

    private void end() {
        if (server instanceof ExternalRabbit) {
            // It would keep what the tests have left there.
            Set.copyOf(open).forEach(VirtualHost::close);
        }
        server.close();
    }
}
