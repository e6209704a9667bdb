package io.vestnik.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A private RabbitMQ node of an installed package, with its own ports, folder, cookie and epmd, so
 * that it meets no other node of this machine than those it is to meet.
 */
final class LocalRabbitNode implements RabbitServer {
    private static final long STOP_SECONDS = 60;

    private final RabbitInstallation installation;
    private final NodeIdentity identity;
    private final List<Integer> ports = FreePorts.find(4);
    private final TemporaryFolder folder;
    private @Nullable Process epmd;
    private @Nullable Process node;
    private boolean closed;

    LocalRabbitNode(RabbitInstallation installation) {
        this(installation, NodeIdentity.alone());
    }

    LocalRabbitNode(RabbitInstallation installation, NodeIdentity identity) {
        installation.check();
        this.installation = installation;
        this.identity = identity;
        folder = installation.createFolder("vestnik-rabbitmq-");
        folder.write("rabbitmq.conf", RabbitSettings.CONF + addresses() + identity.settings());
        folder.write("advanced.config", RabbitSettings.ADVANCED);
        folder.write("enabled_plugins", "[rabbitmq_management].");
        folder.writeSecret(".erlang.cookie", identity.cookie());
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

    private int namesPort() {
        return identity.namesPort() == null ? ports.get(3) : identity.namesPort();
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
        if (epmd == null && identity.namesPort() == null) {
            String port = String.valueOf(namesPort());
            epmd =
                    run(
                            "epmd",
                            installation.command("epmd", "-address", "127.0.0.1", "-port", port));
        }
        node = run("node", installation.server());
    }

    private Process run(String name, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(key -> key.startsWith("RABBITMQ_") || key.startsWith("ERL_"));
        environment.putAll(environment());
        builder.redirectErrorStream(true);
        builder.redirectOutput(Redirect.appendTo(folder.path(name + ".log").toFile()));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + command.getFirst(), e);
        }
    }

    private Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("HOME", inside("")),
                Map.entry("RABBITMQ_NODENAME", identity.fullName()),
                Map.entry("RABBITMQ_MNESIA_BASE", inside("data")),
                Map.entry("RABBITMQ_LOG_BASE", inside("log")),
                Map.entry("RABBITMQ_PID_FILE", inside("node.pid")),
                Map.entry("RABBITMQ_CONFIG_FILE", inside("rabbitmq.conf")),
                Map.entry("RABBITMQ_ADVANCED_CONFIG_FILE", inside("advanced.config")),
                Map.entry("RABBITMQ_GENERATED_CONFIG_DIR", inside("generated")),
                Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", inside("enabled_plugins")),
                // Does not exist: the machine's own settings are not ours.
                Map.entry("RABBITMQ_CONF_ENV_FILE", inside("no-env.conf")),
                Map.entry("RABBITMQ_DIST_PORT", "" + distributionPort()),
                Map.entry("ERL_EPMD_PORT", "" + namesPort()),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                // Makes the script become the Erlang machine instead of its watcher, so that
                // signals to the process reach the node.
                Map.entry("RUNNING_UNDER_SYSTEMD", "true"),
                Map.entry(
                        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                        "+S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none"
                                + " -kernel inet_dist_use_interface {127,0,0,1}"));
    }

    private String inside(String name) {
        return installation.inside(folder.path(name));
    }

    @Override
    public void control(String... arguments) {
        List<String> command = installation.control(arguments);
        try {
            Process control = run("control", command);
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
