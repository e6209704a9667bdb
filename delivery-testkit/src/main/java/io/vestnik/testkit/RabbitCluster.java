package io.vestnik.testkit;

import io.vestnik.testkit.fault.Fault;
import io.vestnik.testkit.fault.FaultProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Three nodes of RabbitMQ on this machine, joined into a cluster whose minority pauses. Each talks
 * to the others over lines that can be broken, so that a node can be cut off without any rights of
 * the administrator. It takes some 30 s to start.
 */
public final class RabbitCluster implements AutoCloseable {
    /** How many nodes there are. */
    public static final int SIZE = 3;

    private static final String SETTINGS =
            """
            cluster_partition_handling = pause_minority
            net_ticktime = 10
            cluster_formation.peer_discovery_backend = classic_config
            """
                    + IntStream.range(0, SIZE)
                            .mapToObj(i ->
                                    "cluster_formation.classic_config.nodes.%d = %s@localhost%n"
                                            .formatted(i + 1, name(i)))
                            .collect(Collectors.joining());

    private final List<ErlangNames> names = new ArrayList<>();
    private final List<LocalRabbitNode> nodes = new ArrayList<>();
    private final List<RabbitBroker> brokers = new ArrayList<>();

    private RabbitCluster(RabbitInstallation installation) {
        Map<String, Integer> ports = new ConcurrentHashMap<>();
        String cookie = NodeIdentity.newCookie();
        for (int i = 0; i < SIZE; i++) {
            ErlangNames own = new ErlangNames(name(i), ports);
            names.add(own);
            nodes.add(
                    new LocalRabbitNode(
                            installation, new NodeIdentity(name(i), cookie, own.port(), SETTINGS)));
        }
    }

    /** Starts one; never the broker that the environment names, though its folder is used. */
    public static RabbitCluster start() {
        RabbitCluster cluster =
                new RabbitCluster(
                        RabbitInstallation.of(System.getenv()).orElse(RabbitInstallation.HERE));
        try {
            cluster.startNodes();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private static String name(int node) {
        return "vestnik" + (node + 1);
    }

    /** The first alone, so that the others find a cluster to join. */
    private void startNodes() {
        brokers.add(new RabbitBroker(nodes.getFirst(), false));
        nodes.stream()
                .skip(1)
                .map(node -> CompletableFuture.supplyAsync(() -> new RabbitBroker(node, false)))
                .toList()
                .forEach(started -> brokers.add(started.join()));
    }

    /** One of the nodes, from 0, to be killed, stopped and restarted. */
    public RabbitBroker node(int node) {
        return brokers.get(node);
    }

    /** Where clients find the nodes, as the services are told: {@code host:port,host:port}. */
    public String addresses() {
        return brokers.stream()
                .map(broker -> broker.host() + ":" + broker.port())
                .collect(Collectors.joining(","));
    }

    /** A virtual host of the whole cluster; its figures are asked of the first node. */
    public VirtualHost createVirtualHost() {
        return brokers.getFirst().createVirtualHost();
    }

    /** Which node leads this queue, from 0. */
    public int leaderOf(VirtualHost host, String queue) {
        JsonNode figures = brokers.getFirst().management().get("queues", host.name(), queue);
        String leader = figures.path("leader").asString(figures.path("node").asString());
        return IntStream.range(0, SIZE)
                .filter(i -> leader.equals(name(i) + "@localhost"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(queue + " is led by " + leader));
    }

    /** Whether a node sees all others run and no partition, as asked of itself. */
    public boolean isWhole(int node) {
        JsonNode seen = brokers.get(node).management().get("nodes");
        return seen.size() == SIZE
                && StreamSupport.stream(seen.spliterator(), false)
                        .allMatch(each ->
                                each.path("running").asBoolean()
                                        && each.path("partitions").isEmpty());
    }

    /** Holds a node still, as a machine that swaps or is suspended; it keeps its connections. */
    public void pause(int node) {
        signal(node, "-STOP");
    }

    /** Lets a paused node go on. */
    public void resume(int node) {
        signal(node, "-CONT");
    }

    private void signal(int node, String signal) {
        List<String> command = new ArrayList<>(List.of("kill", signal));
        nodes.get(node).processes().forEach(process -> command.add("" + process.pid()));
        try {
            new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Cuts every line between a node and the others; clients still reach all of them. */
    public void cutOff(int node) {
        linesOf(node)
                .forEach(line -> {
                    line.refuse();
                    line.cut(Fault.RESET);
                });
    }

    /** Mends what {@link #cutOff} has cut. */
    public void reconnect(int node) {
        linesOf(node).forEach(FaultProxy::pass);
    }

    private List<FaultProxy> linesOf(int node) {
        List<FaultProxy> lines = new ArrayList<>(names.get(node).lines().values());
        for (ErlangNames other : names) {
            FaultProxy line = other.lines().get(name(node));
            if (line != null) {
                lines.add(line);
            }
        }
        return lines;
    }

    @Override
    public void close() {
        nodes.forEach(LocalRabbitNode::close);
        names.forEach(ErlangNames::close);
    }
}
