package io.vestnik.testkit;

import com.rabbitmq.client.ConnectionFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A broker that somebody else runs, and that the tests may use but not stop. */
record ExternalRabbit(String host, int port, String virtualHost, URI management, Login admin)
        implements RabbitServer {
    /**
     * Environment variable: AMQP URI with the name and password of an administrator, or {@code
     * dir:} and the folder of a {@link RabbitInstallation}.
     */
    static final String ADDRESS = "VESTNIK_TEST_RABBITMQ";

    /** Environment variable: address of the management API of the same broker. */
    static final String UI = "VESTNIK_TEST_RABBITMQ_UI";

    /** The broker that the environment names, if it names one. */
    static Optional<ExternalRabbit> of(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(ADDRESS))
                .filter(address -> !address.isBlank() && !RabbitInstallation.isFolder(address))
                .map(address -> at(address, environment.getOrDefault(UI, "")));
    }

    private static ExternalRabbit at(String address, String ui) {
        if (ui.isBlank()) {
            throw new IllegalStateException(
                    ADDRESS
                            + " is set, so "
                            + UI
                            + " must be too: the address of the management API,"
                            + " such as http://127.0.0.1:15672");
        }
        ConnectionFactory read = new ConnectionFactory();
        try {
            read.setUri(address);
        } catch (IllegalArgumentException | URISyntaxException | GeneralSecurityException e) {
            throw new IllegalStateException(ADDRESS + " is no AMQP URI: " + e.getMessage(), e);
        }
        return new ExternalRabbit(
                read.getHost(),
                read.getPort(),
                read.getVirtualHost(),
                URI.create(ui),
                new Login(read.getUsername(), read.getPassword()));
    }

    @Override
    public void start() {
        // It runs already.
    }

    @Override
    public Duration readyWithin() {
        return Duration.ofSeconds(10);
    }

    @Override
    public void stop() {
        throw notOurs();
    }

    @Override
    public void kill() {
        throw notOurs();
    }

    @Override
    public void control(String... arguments) {
        throw notOurs();
    }

    private static IllegalStateException notOurs() {
        return new IllegalStateException("The broker of " + ADDRESS + " is not ours to command");
    }

    @Override
    public void close() {
        // It goes on without us.
    }
}
