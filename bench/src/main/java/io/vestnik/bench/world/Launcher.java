package io.vestnik.bench.world;

import io.vestnik.testkit.FreePorts;
import io.vestnik.testkit.Login;
import io.vestnik.testkit.fault.FaultProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes instances of the two services, each with lines and ports of its own. */
final class Launcher {
    private final WorldSettings settings;
    private final Neighbours around;

    Launcher(WorldSettings settings, Neighbours around) {
        this.settings = settings;
        this.around = around;
    }

    Service api(int number) {
        int port = FreePorts.find(1).getFirst();
        Map<Link, FaultProxy> lines = lines();
        lines.put(Link.HTTP, line(port));
        Map<String, String> environment = environment(lines, around.database().brokerApi());
        Login owner = around.database().owner();
        environment.put("VESTNIK_PORT", "" + port);
        environment.put("VESTNIK_API_KEY", WorldSettings.API_KEY);
        environment.put("VESTNIK_DATABASE_OWNER_USER", owner.user());
        environment.put("VESTNIK_DATABASE_OWNER_PASSWORD", owner.password());
        environment.put("VESTNIK_RABBITMQ_USER", around.api().user());
        environment.put("VESTNIK_RABBITMQ_PASSWORD", around.api().password());
        return service("broker-api", number, lines, environment, List.of());
    }

    Service sender(int number) {
        Map<Link, FaultProxy> lines = lines();
        lines.put(Link.SMTP, line(around.relay().port()));
        Map<String, String> environment = environment(lines, around.database().emailSender());
        environment.put("VESTNIK_RABBITMQ_USER", around.sender().user());
        environment.put("VESTNIK_RABBITMQ_PASSWORD", around.sender().password());
        environment.put("VESTNIK_SMTP_PORT", "" + portOf(lines, Link.SMTP));
        environment.put("VESTNIK_SMTP_TLS", "none");
        environment.put("VESTNIK_SMTP_FROM", "shop@example.com");
        environment.put("VESTNIK_SMTP_CONNECTIONS", "" + WorldSettings.CONCURRENCY);
        List<String> arguments = new ArrayList<>(WorldSettings.SENDER_ARGUMENTS);
        arguments.add("--vestnik.delivery.sender=email-sender-" + number);
        return service("email-sender", number, lines, environment, arguments);
    }

    private Map<Link, FaultProxy> lines() {
        String address = around.database().jdbcUrl().replaceAll("jdbc:postgresql://|/.*", "");
        int database = Integer.parseInt(address.substring(address.indexOf(':') + 1));
        Map<Link, FaultProxy> lines = new HashMap<>();
        lines.put(Link.DATABASE, line(database));
        lines.put(Link.BROKER, line(around.host().port()));
        return lines;
    }

    private static int portOf(Map<Link, FaultProxy> lines, Link link) {
        return Objects.requireNonNull(lines.get(link)).port();
    }

    private FaultProxy line(int port) {
        return FaultProxy.inFrontOf("127.0.0.1", port, settings.seed());
    }

    private Map<String, String> environment(Map<Link, FaultProxy> lines, Login database) {
        Map<String, String> environment = new HashMap<>();
        environment.put(
                "VESTNIK_DATABASE_URL",
                // Words of SQL on the wire, and not the numbers of prepared statements.
                "jdbc:postgresql://127.0.0.1:%d/%s?prepareThreshold=0"
                        .formatted(portOf(lines, Link.DATABASE), around.database().name()));
        environment.put("VESTNIK_DATABASE_USER", database.user());
        environment.put("VESTNIK_DATABASE_PASSWORD", database.password());
        environment.put("VESTNIK_RABBITMQ_ADDRESSES", "127.0.0.1:" + portOf(lines, Link.BROKER));
        environment.put("VESTNIK_RABBITMQ_VHOST", around.host().name());
        environment.put("VESTNIK_RETRY_WAITS", WorldSettings.WAITS);
        return environment;
    }

    private Service service(
            String module,
            int number,
            Map<Link, FaultProxy> lines,
            Map<String, String> environment,
            List<String> arguments) {
        int actuator = FreePorts.find(1).getFirst();
        environment.put("VESTNIK_ACTUATOR_PORT", "" + actuator);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Half the CPU of a start, and no warming up for minutes.
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(
                List.of(
                        "-XX:+ExitOnOutOfMemoryError",
                        "-jar",
                        copyOf(module, settings.root(), settings.folder()).toString()));
        command.addAll(WorldSettings.ARGUMENTS);
        command.addAll(arguments);
        var launch = new Service.Launch(settings.folder(), actuator, command, environment);
        return new Service(module + "-" + number, launch, lines);
    }

    /** A copy, so that a build beside it does no harm. */
    static Path copyOf(String module, Path root, Path folder) {
        Path built = root.resolve(module + "/target/" + module + "-app.jar");
        Path copy = folder.resolve(module + ".jar");
        try {
            if (!Files.exists(copy)) {
                Files.copy(built, copy);
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException("Build " + module + " first: " + built, e);
        }
    }
}
