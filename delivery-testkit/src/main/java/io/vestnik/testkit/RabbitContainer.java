package io.vestnik.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.rabbitmq.RabbitMQContainer;

/** RabbitMQ in a container, on ports that stay the same when it is stopped and started again. */
final class RabbitContainer implements RabbitServer {
    private static final String IMAGE = "rabbitmq:4.3.6-management";
    private static final int STOP_SECONDS = 60;

    private final List<Integer> ports = FreePorts.find(2);
    private final RabbitMQContainer container =
            new RabbitMQContainer(IMAGE)
                    .withAdminUser(RabbitSettings.ADMIN.user())
                    .withAdminPassword(RabbitSettings.ADMIN.password())
                    .withCopyToContainer(
                            Transferable.of(RabbitSettings.CONF),
                            "/etc/rabbitmq/conf.d/30-vestnik.conf")
                    .withCopyToContainer(
                            Transferable.of(RabbitSettings.ADVANCED),
                            "/etc/rabbitmq/advanced.config");

    RabbitContainer() {
        // Published by the engine at random, a port would be another one after a restart.
        container.setPortBindings(List.of(ports.get(0) + ":5672", ports.get(1) + ":15672"));
    }

    @Override
    public String host() {
        return container.getHost();
    }

    @Override
    public int port() {
        return ports.get(0);
    }

    @Override
    public URI management() {
        return URI.create("http://" + host() + ":" + ports.get(1));
    }

    @Override
    public Login admin() {
        return RabbitSettings.ADMIN;
    }

    @Override
    public void start() {
        if (container.getContainerId() == null) {
            container.start();
        } else {
            container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
        }
    }

    @Override
    public void stop() {
        container
                .getDockerClient()
                .stopContainerCmd(container.getContainerId())
                .withTimeout(STOP_SECONDS)
                .exec();
    }

    @Override
    public void kill() {
        container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void control(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "rabbitmqctl";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            var result = container.execInContainer(command);
            if (result.getExitCode() != 0) {
                throw new IllegalStateException(result.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted in rabbitmqctl", e);
        }
    }

    @Override
    public void close() {
        container.stop();
    }
}
