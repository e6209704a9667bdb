package io.vestnik.testkit.fault;

import io.vestnik.testkit.fault.Traffic.Mode;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A port of 127.0.0.1 that leads to a server, until it is told to be a bad line. It can be steered
 * at any time, and what it does holds for open connections too, unless something else is said.
 *
 * <p>
 *
 * {@snippet :
 * try (var line = FaultProxy.inFrontOf("127.0.0.1", relay.port(), seed)) {
 *     line.arm(1, 0.05, Fault.RESET, WirePatterns.SMTP_FINAL_DOT);
 *     line.blackhole();
 *     line.pass();
 * }
 * }
 *
 * <p>The chances come from the seed: the same seed gives the same decisions in the same order.
 * Which connection meets which of them is up to the threads of the clients.
 */
public final class FaultProxy implements AutoCloseable {
    static final String HOST = "127.0.0.1";

    private final Clock clock;
    private final Random seeds;
    private final Traffic traffic = new Traffic();
    private final List<Trap> traps = new CopyOnWriteArrayList<>();
    private final Queue<Incident> incidents = new ConcurrentLinkedQueue<>();
    private final Set<ProxiedConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("fault-proxy").factory());
    private final ProxiedConnection.Surroundings surroundings;
    private final ProxyPort port = new ProxyPort(this::take);

    private FaultProxy(InetSocketAddress server, long seed, Clock clock) {
        this.clock = clock;
        this.seeds = new Random(seed);
        this.surroundings =
                new ProxiedConnection.Surroundings(
                        server, traffic, this::start, () -> traps, this::struck, open::remove);
        port.open();
    }

    /** A line to this server, which passes everything for now. */
    public static FaultProxy inFrontOf(String host, int port, long seed) {
        return new FaultProxy(new InetSocketAddress(host, port), seed, Clock.systemUTC());
    }

    /** Draws the chances of the traps that are armed from now on from this seed. */
    public void reseed(long seed) {
        seeds.setSeed(seed);
    }

    /** The address that clients are to use. */
    public String host() {
        return HOST;
    }

    /** The port that clients are to use; stays the same through every fault. */
    public int port() {
        return port.number();
    }

    /** Lets everything through; the first state. */
    public void pass() {
        become(new Mode.Pass(), "pass");
    }

    /** Holds each piece of up to 64 KiB back for so long, in both directions, one by one. */
    public void delay(Duration by) {
        become(new Mode.Delay(by), "delay " + by);
    }

    /** Lets so many bytes through in a second, for each connection and direction. */
    public void drip(int bytesPerSecond) {
        become(new Mode.Drip(bytesPerSecond), "drip " + bytesPerSecond + " B/s");
    }

    /**
     * Takes connections and forwards nothing, as a firewall that drops. What is held back goes on
     * its way with the next state.
     */
    public void blackhole() {
        become(new Mode.Blackhole(), "blackhole");
    }

    /**
     * Refuses new connections, as a server that is not there; for the open ones see {@link #cut}.
     */
    public synchronized void refuse() {
        port.close();
        note(0, "refuse", "steered");
    }

    private synchronized void become(Mode mode, String word) {
        traffic.become(mode);
        port.open();
        note(0, word, "steered");
    }

    /** Lets every open connection fail now. */
    public void cut(Fault how) {
        for (ProxiedConnection connection : open) {
            note(connection.number(), how.word(), "cut");
            connection.inflict(how);
        }
    }

    /**
     * From the n-th match on, loses the answer to it with this probability: the bytes are
     * forwarded, the server's answer is not, and then the connection fails.
     *
     * @param n counts matches in what clients send, over all connections, from 1
     * @param regex one character stands for one byte; a match that is longer than 256 bytes may be
     *     missed at the border of two pieces
     */
    public void arm(int n, double probability, Fault fault, String regex) {
        add(regex, false, fault, n, probability, false);
    }

    /** As the other, at the n-th match only, and then for certain. */
    public void arm(int n, Fault fault, String regex) {
        add(regex, false, fault, n, 1, true);
    }

    /**
     * From the n-th match on, withholds it with this probability: its last byte and all that
     * follows never arrive, and the connection fails at once.
     */
    public void armBefore(int n, double probability, Fault fault, String regex) {
        add(regex, true, fault, n, probability, false);
    }

    /** As the other, at the n-th match only, and then for certain. */
    public void armBefore(int n, Fault fault, String regex) {
        add(regex, true, fault, n, 1, true);
    }

    private synchronized void add(
            String regex, boolean before, Fault fault, int n, double probability, boolean once) {
        traps.add(new Trap(regex, before, fault, n, probability, once, seeds.nextLong()));
    }

    /** Takes all traps away. */
    public void disarm() {
        traps.clear();
    }

    /** Everything done so far, in order. */
    public List<Incident> incidents() {
        return List.copyOf(incidents);
    }

    /** Connections that were ever taken. */
    public int connections() {
        return connections.get();
    }

    /** Connections that are open now. */
    public int openConnections() {
        return open.size();
    }

    private void struck(int connection, Trap trap) {
        note(connection, trap.fault().word(), trap.cause());
    }

    private void note(int connection, String fault, String cause) {
        incidents.add(new Incident(clock.instant(), connection, fault, cause));
    }

    private void take(Socket client) {
        int number = connections.incrementAndGet();
        var connection = new ProxiedConnection(number, client, surroundings);
        open.add(connection);
        start(connection::run);
        if (threads.isShutdown()) {
            connection.inflict(Fault.RESET);
        }
    }

    private void start(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException closing) {
            // Then its sockets are being closed too.
        }
    }

    /** Ends every connection and returns when nothing of the proxy is left. */
    @Override
    public void close() {
        port.close();
        threads.shutdownNow();
        open.forEach(connection -> connection.inflict(Fault.CLOSE));
        threads.close();
    }

    @Override
    public String toString() {
        return HOST + ":" + port() + " to " + surroundings.server();
    }
}
