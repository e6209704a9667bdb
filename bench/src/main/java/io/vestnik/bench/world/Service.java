package io.vestnik.bench.world;

import static org.awaitility.Awaitility.await;

import io.vestnik.testkit.fault.FaultProxy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One instance of a service of the product: a JVM of its own and a line to each neighbour. */
public final class Service implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();

    private final String name;
    private final Launch launch;
    private final Map<Link, FaultProxy> lines;
    private final Child child;
    private final Path log;
    private volatile boolean closed;

    /**
     * How it is started.
     *
     * @param actuator port of its health and figures
     * @param command program and arguments
     */
    record Launch(
            Path folder, int actuator, List<String> command, Map<String, String> environment) {}

    Service(String name, Launch launch, Map<Link, FaultProxy> lines) {
        this.name = name;
        this.launch = launch;
        this.lines = new EnumMap<>(lines);
        this.log = launch.folder().resolve(name + ".log");
        this.child = new Child(launch.folder(), log);
    }

    /** Its name in its log and in the history of attempts. */
    public String name() {
        return name;
    }

    /** The line between it and a neighbour, or its callers. */
    public FaultProxy line(Link link) {
        FaultProxy line = lines.get(link);
        if (line == null) {
            throw new IllegalArgumentException(name + " has no line " + link);
        }
        return line;
    }

    List<FaultProxy> lines() {
        return List.copyOf(lines.values());
    }

    /** Everything that it has ever said. */
    public Path log() {
        return log;
    }

    /** The number of its present process, or of its last one. */
    public long pid() {
        return child.pid();
    }

    /** Starts it without waiting. */
    public void begin() {
        beginWith(Map.of());
    }

    /**
     * Starts it without waiting, in another way than usual, until the next start.
     *
     * @param more further variables of its environment
     */
    public void beginWith(Map<String, String> more) {
        if (closed) {
            throw new IllegalStateException(name + " is not needed any more");
        }
        Map<String, String> environment = new HashMap<>(launch.environment());
        environment.putAll(more);
        child.start(launch.command(), environment);
    }

    /** Starts it, and waits until it says that it is ready. */
    public void start() {
        begin();
        awaitReady();
    }

    /** Waits until it says that it is ready. */
    public void awaitReady() {
        await(name)
                .atMost(READY_WITHIN)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .failFast(this::checkAlive)
                .until(this::isReady);
    }

    private void checkAlive() {
        if (!child.isAlive()) {
            throw new IllegalStateException(name + " has ended:\n" + child.lastWords());
        }
    }

    /** Whether it says that it is ready, within a second. */
    public boolean isReady() {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(actuator("/actuator/health/readiness"))
                            .timeout(Duration.ofSeconds(1))
                            .build();
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** An address of its actuator. */
    public URI actuator(String path) {
        return URI.create("http://127.0.0.1:" + launch.actuator() + path);
    }

    /** Whether its process lives, paused or not. */
    public boolean isAlive() {
        return child.isAlive();
    }

    /** Ends it without a chance to tidy up. */
    public void kill() {
        child.kill();
    }

    /** Kills it and starts it again. */
    public void killAndStart() {
        kill();
        start();
    }

    /**
     * Asks it to end, and waits for that.
     *
     * @return its exit code, 143 for a good end
     */
    public int terminate(Duration atMost) {
        child.signal("TERM");
        return child.awaitEnd(atMost);
    }

    /** Stops its time, as a long garbage collection or a suspended machine does. */
    public void pause() {
        child.signal("STOP");
    }

    /** Lets its time go on. */
    public void resume() {
        child.signal("CONT");
    }

    /** Makes its lines good again. */
    public void passAll() {
        lines.values().forEach(FaultProxy::disarm);
        lines.values().forEach(FaultProxy::pass);
    }

    /** Makes its lines good again, and it alive. */
    void heal() {
        passAll();
        if (child.isAlive()) {
            resume();
        } else {
            begin();
        }
    }

    /** Gives each of its lines a seed of its own for what is armed from now on. */
    void reseed(long seed) {
        lines.forEach((link, line) -> line.reseed(seed + (name + link.name()).hashCode()));
    }

    @Override
    public void close() {
        // Whoever is about to make it good again must not.
        closed = true;
        kill();
        lines.values().forEach(FaultProxy::close);
    }

    @Override
    public String toString() {
        return name;
    }
}
