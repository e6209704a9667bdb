package io.vestnik.system;

import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One running Vestnik, started and stopped by the launcher as a newcomer does, with a folder and
 * ports of its own.
 */
final class Installation implements AutoCloseable {
    private static final Path ROOT = findRoot();
    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?:export )?(VESTNIK_[A-Z_]+)=(['\"]?)(.*)\\2");

    private final Path home;
    private final PortBlock ports = new PortBlock();
    private final Map<String, String> settings;
    private Map<String, String> addresses = Map.of();

    private Installation(String name, Map<String, String> settings) {
        this.home = ROOT.resolve("system-tests/target/vestnik-" + name);
        this.settings = settings;
    }

    /**
     * Brings up an installation with an empty folder.
     *
     * @param settings further environment for the launcher
     */
    static Installation up(String name, Map<String, String> settings) {
        Installation installation = prepare(name, settings);
        installation.up();
        return installation;
    }

    /** As {@link #up(String, Map)}, but nothing is started yet. */
    static Installation prepare(String name, Map<String, String> settings) {
        Installation installation = new Installation(name, settings);
        installation.vestnik("down", "--delete", "--yes");
        return installation;
    }

    /** Where this installation keeps everything it writes. */
    Path home() {
        return home;
    }

    /** One of its ports, counted from 0. */
    int port(int place) {
        return ports.first() + place;
    }

    /** Starts what is not running; what is, stays. */
    void up(String... options) {
        List<String> command = new ArrayList<>(List.of("up"));
        command.addAll(List.of(options));
        vestnik(command.toArray(String[]::new)).mustSucceed();
        addresses = parse(vestnik("env").mustSucceed());
    }

    private static Map<String, String> parse(String assignments) {
        Map<String, String> parsed = new HashMap<>();
        for (String line : assignments.lines().toList()) {
            Matcher matcher = ASSIGNMENT.matcher(line.strip());
            if (matcher.matches()) {
                parsed.put(matcher.group(1), matcher.group(3));
            }
        }
        return parsed;
    }

    /** One line of {@code ./vestnik env}. */
    String address(String variable) {
        String value = addresses.get(variable);
        if (value == null) {
            throw new IllegalStateException("./vestnik env names no " + variable);
        }
        return value;
    }

    /** The database, as the operator sees it. */
    DataSource database() {
        URI address = URI.create(address("VESTNIK_DATABASE"));
        String[] login = address.getUserInfo().split(":", 2);
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setServerNames(new String[] {address.getHost()});
        database.setPortNumbers(new int[] {address.getPort()});
        database.setDatabaseName(address.getPath().substring(1));
        database.setUser(login[0]);
        database.setPassword(login[1]);
        return database;
    }

    /** Connects to the broker as its administrator. */
    ConnectionFactory broker() throws GeneralSecurityException, URISyntaxException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(address("VESTNIK_RABBITMQ"));
        return factory;
    }

    Api api() {
        return new Api(address("VESTNIK_API"), address("VESTNIK_API_KEY"));
    }

    Inbox inbox() {
        return new Inbox(address("VESTNIK_INBOX"));
    }

    /** What a service has logged so far. */
    List<String> log(String service) {
        try {
            return Files.readAllLines(home.resolve("logs/" + service + ".log"));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** Ends a service the hard way, without a chance to tidy up. */
    void kill(String service) {
        ProcessHandle running = ProcessHandle.of(pid(service)).orElseThrow();
        running.descendants().forEach(ProcessHandle::destroyForcibly);
        running.destroyForcibly();
        running.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private long pid(String service) {
        try {
            String line = Files.readString(home.resolve("run/" + service + ".pid"));
            return Long.parseLong(line.strip().split(" ", 2)[0]);
        } catch (IOException notRunning) {
            throw new UncheckedIOException(notRunning);
        }
    }

    /** Runs the launcher. */
    Result vestnik(String... arguments) {
        List<String> command = new ArrayList<>(List.of(ROOT.resolve("vestnik").toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("VESTNIK_"));
        builder.environment().put("VESTNIK_HOME", home.toString());
        builder.environment().put("VESTNIK_PORT", String.valueOf(ports.first()));
        // These tests are about the native run, whatever else the machine can do.
        builder.environment().put("VESTNIK_RUNTIME", "native");
        builder.environment().putAll(settings);
        return run(builder);
    }

    private static Result run(ProcessBuilder builder) {
        try {
            Path output = Files.createTempFile("vestnik", ".out");
            Process process = builder.redirectOutput(output.toFile()).start();
            if (!process.waitFor(Duration.ofMinutes(5))) {
                process.destroyForcibly();
                throw new IllegalStateException(builder.command() + " did not end in 5 minutes");
            }
            String text = Files.readString(output);
            Files.delete(output);
            return new Result(builder.command(), process.exitValue(), text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** What one call of the launcher printed, and its exit code. */
    record Result(List<String> command, int exitCode, String output) {
        String mustSucceed() {
            if (exitCode != 0) {
                throw new IllegalStateException(
                        command + " ended with " + exitCode + ":\n" + output);
            }
            return output;
        }
    }

    private static Path findRoot() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("contract"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    @Override
    public void close() {
        vestnik("down");
        ports.close();
    }
}
