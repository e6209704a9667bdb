package io.vestnik.testkit;

import java.net.URI;
import java.time.Duration;

/** A RabbitMQ server, wherever it runs: the part that differs behind a {@link RabbitBroker}. */
interface RabbitServer extends AutoCloseable {
    String host();

    int port();

    /** One that is always there, and that the administrator may enter. */
    default String virtualHost() {
        return "/";
    }

    /** Where the management API and UI are, without a path. */
    URI management();

    /** May do everything, in every virtual host. */
    Login admin();

    /** Starts it, or starts it again on the same ports and data; returns before it is ready. */
    void start();

    /** Stops it in an orderly way. */
    void stop();

    /** Ends it as a power cut would, apart from what the operating system still writes. */
    void kill();

    /**
     * Runs {@code rabbitmqctl} for this server.
     *
     * @throws IllegalStateException when it is not ours, or refuses
     */
    void control(String... arguments);

    /** How long it may take until it is ready; several times what it takes on a busy machine. */
    default Duration readyWithin() {
        return Duration.ofMinutes(3);
    }

    /** Throws an exception that says why, when waiting for it has no point any more. */
    default void checkAlive() {}

    /** Leaves nothing behind. May be called twice, and while another thread still starts it. */
    @Override
    void close();
}
