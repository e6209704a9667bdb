package io.vestnik.bench.world;

import io.vestnik.testkit.PostgresDatabase;
import io.vestnik.testkit.RabbitBroker;
import io.vestnik.testkit.VirtualHost;
import io.vestnik.testkit.fault.Incident;
import io.vestnik.testkit.smtp.ScriptedSmtpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A whole Vestnik with all of its neighbours, on free ports of 127.0.0.1, for one run of the
 * matrix. It begins with one API and one sender; more come with the first who asks for them.
 */
public final class World implements AutoCloseable {
    private final WorldSettings settings;
    private final Neighbours around;
    private final Launcher launcher;
    private final JdbcClient sql;
    private final List<Service> apis = new ArrayList<>();
    private final List<Service> senders = new ArrayList<>();
    private final Thread whenInterrupted = new Thread(this::end, "end-of-the-world");
    private boolean over;

    private World(WorldSettings settings, Neighbours around) {
        this.settings = settings;
        this.around = around;
        this.launcher = new Launcher(settings, around);
        this.sql = JdbcClient.create(around.database().dataSource());
        Runtime.getRuntime().addShutdownHook(whenInterrupted);
    }

    /** Starts everything, and returns when all is ready. */
    public static World start(WorldSettings settings) {
        prepare(settings.folder());
        World world = new World(settings, Neighbours.start(settings.ownBroker()));
        try {
            world.begin(1, 1);
            world.awaitReady();
            return world;
        } catch (RuntimeException e) {
            world.close();
            throw e;
        }
    }

    /** Without the ledgers and logs of an earlier run. */
    static void prepare(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        delete(folder, ".ledger", ".log", ".jar");
    }

    private synchronized void begin(int ofApis, int ofSenders) {
        if (over) {
            throw new IllegalStateException("The world has ended");
        }
        while (apis.size() < ofApis) {
            apis.add(launcher.api(apis.size() + 1));
            apis.getLast().begin();
        }
        while (senders.size() < ofSenders) {
            senders.add(launcher.sender(senders.size() + 1));
            senders.getLast().begin();
        }
    }

    /** Waits until every instance is ready that lives. */
    public void awaitReady() {
        services().stream().filter(Service::isAlive).forEach(Service::awaitReady);
    }

    /** How it was wanted. */
    public WorldSettings settings() {
        return settings;
    }

    /** The first instance of the API. */
    public Service api() {
        return apis.getFirst();
    }

    /** At least so many instances of the API, all ready. */
    public List<Service> apis(int atLeast) {
        begin(atLeast, 0);
        awaitReady();
        return List.copyOf(apis);
    }

    /** The first sender. */
    public Service sender() {
        return senders.getFirst();
    }

    /** At least so many senders, all ready. */
    public List<Service> senders(int atLeast) {
        begin(0, atLeast);
        awaitReady();
        return List.copyOf(senders);
    }

    /** Every instance, of both kinds. */
    public synchronized List<Service> services() {
        return Stream.concat(apis.stream(), senders.stream()).toList();
    }

    /** Every sender. */
    public synchronized List<Service> senders() {
        return List.copyOf(senders);
    }

    /** Every instance of the API. */
    public synchronized List<Service> apis() {
        return List.copyOf(apis);
    }

    /** The broker; it may be killed only if it is ours. */
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

    /** Asks and arranges in the database as its superuser, past all lines. */
    public JdbcClient sql() {
        return sql;
    }

    /** The far side. */
    public ScriptedSmtpServer relay() {
        return around.relay();
    }

    /** A caller of one instance of the API, over its line. */
    public Caller caller(Service api) {
        return new Caller("http://127.0.0.1:" + api.line(Link.HTTP).port(), WorldSettings.API_KEY);
    }

    /** What may stand in no log. */
    public List<String> secrets() {
        return List.of(
                WorldSettings.API_KEY,
                around.api().password(),
                around.sender().password(),
                database().owner().password(),
                database().brokerApi().password(),
                database().emailSender().password());
    }

    /** Draws the chances of all traps from this seed from now on. */
    public void reseed(long seed) {
        services().forEach(service -> service.reseed(seed));
    }

    /** Makes everything good again: lines, relay, and services that are dead or paused. */
    public void heal() {
        relay().behaveWell();
        relay().acceptConnections();
        services().forEach(Service::heal);
        awaitReady();
    }

    /** How often a trap of some line has struck. */
    public long trapsSprung() {
        return services().stream()
                .flatMap(service -> service.lines().stream())
                .flatMap(line -> line.incidents().stream())
                .filter(World::isTrap)
                .count();
    }

    private static boolean isTrap(Incident incident) {
        return incident.cause().endsWith("is lost") || incident.cause().endsWith("never arrives");
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
        services().forEach(Service::close);
        try {
            around.close();
        } finally {
            delete(settings.folder(), ".jar");
        }
    }

    static void delete(Path folder, String... endings) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (Arrays.stream(endings).anyMatch(file.toString()::endsWith)) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
