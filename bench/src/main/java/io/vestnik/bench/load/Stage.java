package io.vestnik.bench.load;

import io.vestnik.bench.world.Plant;
import io.vestnik.bench.world.PlantSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What every phase of a run works with: the plant, load and far side, and the count of what was
 * accepted. Load and far side are in this JVM, so that one clock tells both ends.
 */
final class Stage implements AutoCloseable {
    /** For a ceiling of a few hundred per second, and for what is tried again. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final double SECOND = 1e9;

    /** Of this run alone; in words that an index finds, however much is stored from before. */
    private static final String ON_THEIR_WAY =
            """
            select (select count(*) from notification
                    where owner = 'default' and status <> 'sent' and created_at >= :since
                        and status in ('queued', 'retrying', 'manual', 'cancelled', 'expired',
                            'discarded'))
                + (select count(*) from outbox)
            """;

    private final Consumer<String> progress;
    private final SmtpSink sink = SmtpSink.start();
    private final Plant plant;
    private final JdbcClient sql;
    private final PostLoad load;
    private final OffsetDateTime since;
    private final Set<UUID> accepted = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> refused = new LinkedHashMap<>();

    /** Starts everything; tells what it is doing. */
    Stage(
            Map<String, String> sender,
            List<String> flags,
            Path root,
            Path folder,
            boolean ownBroker,
            Consumer<String> progress) {
        this.progress = progress;
        progress.accept("starting PostgreSQL, RabbitMQ, broker-api and email-sender");
        this.plant =
                Plant.start(new PlantSettings(root, folder, ownBroker, sink.port(), sender, flags));
        this.sql = JdbcClient.create(plant.database().dataSource());
        this.load = new PostLoad(plant.apiPort(), PlantSettings.API_KEY);
        this.since = sql.sql("select now()").query(OffsetDateTime.class).single();
    }

    Plant plant() {
        return plant;
    }

    SmtpSink sink() {
        return sink;
    }

    /** As the superuser. */
    JdbcClient sql() {
        return sql;
    }

    PostLoad load() {
        return load;
    }

    /** When it was ready, by the database's clock. */
    OffsetDateTime since() {
        return since;
    }

    /** Every notification of this run that was answered with 202. */
    Set<UUID> accepted() {
        return accepted;
    }

    /** Posts that were not accepted, by what was said. */
    Map<String, Integer> refused() {
        return refused;
    }

    /** Tells whoever is watching. */
    void say(String what) {
        progress.accept(what);
    }

    /** Has the posts made, and waits until all of it has come and is recorded. */
    Measured.Ceiling ceiling(int connections, Supplier<Posted> posts) {
        CpuUse cpu = cpu();
        cpu.begin();
        Posted posted = posts.get();
        note(posted);
        awaitMails();
        int count = posted.acceptedAt().size();
        double untilMail = sink.arrivals().last() - posted.first();
        Map<String, Double> use = cpu.perNotification(count);
        awaitSent();
        double untilSent = System.nanoTime() - posted.first();
        return new Measured.Ceiling(
                count,
                connections,
                count / (untilMail / SECOND),
                count / (untilSent / SECOND),
                posted.accept(),
                use);
    }

    /** CPU time by who uses it. */
    CpuUse cpu() {
        ProcessTree self = new ProcessTree(ProcessHandle.current().pid());
        return plantCpu()
                .with("load", load.cpu()::millis)
                .with("sink", sink.cpu()::millis)
                .with("rest of the bench", () -> rest(self));
    }

    /** The same, without the bench itself. */
    CpuUse plantCpu() {
        return new CpuUse()
                .with("broker-api", new ProcessTree(plant.apiPid())::cpuMillis)
                .with("email-sender", new ProcessTree(plant.senderPid())::cpuMillis)
                .with("PostgreSQL", new ProcessTree(postmaster())::cpuMillis)
                .with("RabbitMQ", new ProcessTree(plant.broker().pid())::cpuMillis);
    }

    private double rest(ProcessTree self) {
        return self.ownCpuMillis() - load.cpu().millis() - sink.cpu().millis();
    }

    private long postmaster() {
        String file = sql.sql("select pg_read_file('postmaster.pid')").query(String.class).single();
        return Long.parseLong(file.lines().findFirst().orElseThrow().strip());
    }

    /** Of each service, in MiB. */
    Map<String, Long> memory() {
        Map<String, Long> memory = new LinkedHashMap<>();
        memory.put("broker-api", new ProcessTree(plant.apiPid()).residentMebibytes());
        memory.put("email-sender", new ProcessTree(plant.senderPid()).residentMebibytes());
        return memory;
    }

    /** Counts what was accepted, and what was not. */
    void note(Posted posted) {
        accepted.addAll(posted.acceptedAt().keySet());
        posted.refused().forEach((why, times) -> refused.merge(why, times, Integer::sum));
    }

    /** Until every accepted notification has come, or nobody will believe it any more. */
    void awaitMails() {
        holds(
                Duration.ofMillis(5),
                () ->
                        sink.arrivals().notifications() >= accepted.size()
                                && sink.arrivals().missing(accepted) == 0);
    }

    /** Until all are recorded. Asks seldom: it takes its CPU from what it waits for. */
    void awaitSent() {
        holds(Duration.ofMillis(100), () -> onTheirWay() == 0);
    }

    /** How many are not recorded as sent. */
    long onTheirWay() {
        return sql.sql(ON_THEIR_WAY).param("since", since).query(Long.class).single();
    }

    private static void holds(Duration every, Callable<Boolean> condition) {
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(every)
                    .until(condition);
        } catch (ConditionTimeoutException never) {
            // What is missing is counted at the end.
        }
    }

    /** The single posts of the ceiling. */
    Measured.Ceiling singles(Workload workload) {
        return ceiling(
                workload.connections(),
                () -> load.closedLoop(workload.posts(), workload.connections()));
    }

    @Override
    public void close() {
        try {
            plant.close();
        } finally {
            sink.close();
        }
    }
}
