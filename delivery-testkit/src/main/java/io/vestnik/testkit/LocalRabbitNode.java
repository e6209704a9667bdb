package io.vestnik.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A private RabbitMQ node of the installed package, with its own ports, folder, cookie and epmd, so
 * that it never meets another node of this machine.
 */
final class LocalRabbitNode implements RabbitServer {
    // Not the one in /usr/sbin, which changes the user and reads the machine's own configuration.
    private static final Path INSTALLED = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");
    private static final long STOP_SECONDS = 60;

    private final Path executable;
    private final List<Integer> ports = FreePorts.find(4);
    private final TemporaryFolder folder;
    private @Nullable Process epmd;
    private @Nullable Process node;
    private boolean closed;

    LocalRabbitNode() {
        this(INSTALLED);
    }

    LocalRabbitNode(Path executable) {
        this.executable = executable;
        if (!Files.isExecutable(executable)) {
            throw new IllegalStateException(
                    executable
                            + " is not there: install the package rabbitmq-server (apt-get install"
                            + " rabbitmq-server), start Docker, or name a running broker in "
                            + ExternalRabbit.ADDRESS);
        }
        folder = TemporaryFolder.create("vestnik-rabbitmq-");
        folder.write("rabbitmq.conf", RabbitSettings.CONF + addresses());
        folder.write("advanced.config", RabbitSettings.ADVANCED);
        folder.write("enabled_plugins", "[rabbitmq_management].");
    }

    private String addresses() {
        return """
        listeners.tcp.1 = 127.0.0.1:%d
        management.tcp.ip = 127.0.0.1
        management.tcp.port = %d
        """
                .formatted(port(), managementPort());
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return ports.get(0);
    }

    private int managementPort() {
        return ports.get(1);
    }

    private int distributionPort() {
        return ports.get(2);
    }

    private int epmdPort() {
        return ports.get(3);
    }

    @Override
    public URI management() {
        return URI.create("http://127.0.0.1:" + managementPort());
    }

    @Override
    public Login admin() {
        return RabbitSettings.ADMIN;
    }

    Path folder() {
        return folder.path();
    }

    /** The processes that run now. */
    synchronized List<ProcessHandle> processes() {
        return Stream.of(epmd, node)
                .flatMap(Stream::ofNullable)
                .map(Process::toHandle)
                .filter(ProcessHandle::isAlive)
                .flatMap(each -> Stream.concat(Stream.of(each), each.descendants()))
                .toList();
    }

    @Override
    public synchronized void start() {
        if (closed) {
            throw new IllegalStateException("This broker is closed");
        }
        // As our own child, and before the node looks for one: an epmd started by the node would
        // be a daemon of its own and outlive it.
        if (epmd == null) {
            epmd = run("epmd", "epmd", "-address", "127.0.0.1", "-port", "" + epmdPort());
        }
        node = run("node", executable.toString());
    }

    private Process run(String name, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(key -> key.startsWith("RABBITMQ_") || key.startsWith("ERL_"));
        environment.putAll(environment());
        builder.redirectErrorStream(true);
        builder.redirectOutput(Redirect.appendTo(folder.path(name + ".log").toFile()));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + command[0], e);
        }
    }

    private Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("HOME", folder.path().toString()),
                Map.entry("RABBITMQ_NODENAME", "vestnik@localhost"),
                Map.entry("RABBITMQ_MNESIA_BASE", folder.path("data").toString()),
                Map.entry("RABBITMQ_LOG_BASE", folder.path("log").toString()),
                Map.entry("RABBITMQ_PID_FILE", folder.path("node.pid").toString()),
                Map.entry("RABBITMQ_CONFIG_FILE", folder.path("rabbitmq.conf").toString()),
                Map.entry(
                        "RABBITMQ_ADVANCED_CONFIG_FILE", folder.path("advanced.config").toString()),
                Map.entry("RABBITMQ_GENERATED_CONFIG_DIR", folder.path("generated").toString()),
                Map.entry(
                        "RABBITMQ_ENABLED_PLUGINS_FILE", folder.path("enabled_plugins").toString()),
                // Does not exist: the machine's own settings are not ours.
                Map.entry("RABBITMQ_CONF_ENV_FILE", folder.path("no-env.conf").toString()),
                Map.entry("RABBITMQ_DIST_PORT", "" + distributionPort()),
                Map.entry("ERL_EPMD_PORT", "" + epmdPort()),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                // Makes the script become the Erlang machine instead of its watcher, so that
                // signals to the process reach the node.
                Map.entry("RUNNING_UNDER_SYSTEMD", "true"),
                Map.entry(
                        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                        "+S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none"
                                + " -kernel inet_dist_use_interface {127,0,0,1}"));
    }

    @Override
    public void control(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(executable.resolveSibling("rabbitmqctl").toString());
        command.addAll(List.of(arguments));
        try {
            Process control = run("control", command.toArray(String[]::new));
            if (!control.waitFor(STOP_SECONDS, TimeUnit.SECONDS) || control.exitValue() != 0) {
                control.destroyForcibly();
                throw new IllegalStateException(
                        command + " failed:\n" + folder.lastLines("control.log", 30));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted in " + command, e);
        }
    }

    @Override
    public void stop() {
        Process running = running();
        running.destroy();
        try {
            if (!running.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The broker does not stop. " + lastWords());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the broker stops", e);
        }
    }

    @Override
    public void kill() {
        killTree(running());
    }

    private synchronized Process running() {
        if (node == null || !node.isAlive()) {
            throw new IllegalStateException("The broker does not run");
        }
        return node;
    }

    private static void killTree(Process root) {
        List<ProcessHandle> children = root.descendants().toList();
        root.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        root.onExit().join();
        children.forEach(child -> child.onExit().join());
    }

    @Override
    public synchronized void checkAlive() {
        if (node == null || !node.isAlive()) {
            throw new IllegalStateException("The broker ended by itself. " + lastWords());
        }
    }

    private String lastWords() {
        return "Its last words:\n" + folder.lastLines("node.log", 30);
    }

    @Override
    public synchronized void close() {
        closed = true;
        Stream.of(node, epmd).flatMap(Stream::ofNullable).forEach(LocalRabbitNode::killTree);
        folder.delete();
    }
}
