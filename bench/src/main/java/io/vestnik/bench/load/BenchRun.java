package io.vestnik.bench.load;

import io.vestnik.bench.world.Plant;
import io.vestnik.bench.world.PlantSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One run of the bench: limits of the neighbours, ceiling, batch call, light load, and the count of
 * everything at the far side. Load and far side are in this JVM, so that one clock tells both ends.
 */
public final class BenchRun implements AutoCloseable {
    /** For a ceiling of a few hundred per second, and for what is tried again. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final double SECOND = 1e9;
    private static final int NOT_FOUND = 404;
    private static final String ON_THEIR_WAY =
            """
            select (select count(*) from notification where status <> 'sent')
                + (select count(*) from outbox)
            """;

    private final Workload workload;
    private final Consumer<String> progress;
    private final SmtpSink sink = SmtpSink.start();
    private final Plant plant;
    private final JdbcClient sql;
    private final PostLoad load;
    private final Recordings recordings;
    private final Set<UUID> accepted = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> refused = new LinkedHashMap<>();

    /** Starts everything; tells what it is doing. */
    public BenchRun(
            Workload workload,
            Path root,
            Path folder,
            boolean ownBroker,
            Consumer<String> progress) {
        this.workload = workload;
        this.progress = progress;
        progress.accept("starting PostgreSQL, RabbitMQ, broker-api and email-sender");
        this.plant =
                Plant.start(
                        new PlantSettings(root, folder, ownBroker, sink.port(), workload.sender()));
        this.sql = JdbcClient.create(plant.database().dataSource());
        this.load = new PostLoad(plant.apiPort(), PlantSettings.API_KEY);
        this.recordings = new Recordings(plant, folder.resolveSibling("."));
    }

    /** What it runs on. */
    public Plant plant() {
        return plant;
    }

    /** Measures everything. */
    public Measured measure() {
        progress.accept("limits: RabbitMQ, bare SMTP");
        double brokerLimit =
                BrokerLimit.measure(plant.broker(), plant.host(), workload.limitSeconds());
        double smtpLimit = smtpLimit();
        progress.accept("warm-up: " + workload.warmUp() + " posts");
        note(load.closedLoop(workload.warmUp(), workload.connections()));
        awaitMails();
        awaitSent();
        progress.accept("ceiling: " + workload.posts() + " posts");
        if (workload.recordings()) {
            recordings.begin();
        }
        Measured.Ceiling singles =
                ceiling(
                        workload.connections(),
                        () -> load.closedLoop(workload.posts(), workload.connections()));
        if (workload.recordings()) {
            recordings.end();
        }
        Map<String, Long> memory = memory();
        progress.accept("batch call");
        Measured.Ceiling batches = batches();
        progress.accept("light load: " + workload.seconds() + " s");
        Measured.Light light = light();
        return judged(brokerLimit, smtpLimit, singles, batches, light, memory);
    }

    private double smtpLimit() {
        SmtpFlood flood = new SmtpFlood(sink.port(), Workload.SMTP_CONNECTIONS, load.cpu());
        flood.run(workload.limitMails() / 2);
        return flood.run(workload.limitMails());
    }

    private Measured.Ceiling ceiling(int connections, java.util.function.Supplier<Posted> posts) {
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

    private Measured.@Nullable Ceiling batches() {
        Posted trial = load.tryBatch();
        if (!trial.refused().isEmpty()) {
            if (!isUnknown(trial.refused().keySet())) {
                note(trial);
            }
            return null;
        }
        note(trial);
        return ceiling(
                Workload.BATCH_CONNECTIONS,
                () ->
                        load.batches(
                                workload.posts(),
                                Math.min(Workload.IN_A_BATCH, workload.posts()),
                                Workload.BATCH_CONNECTIONS));
    }

    /** Some say 404 to what is not there, others 405, because the path fits that of one id. */
    private static boolean isUnknown(Set<String> statuses) {
        return statuses.equals(Set.of("" + NOT_FOUND)) || statuses.equals(Set.of("405"));
    }

    private Measured.Light light() {
        CpuUse cpu = cpu();
        cpu.begin();
        Posted posted =
                load.openLoop(workload.rate(), workload.seconds(), Workload.LIGHT_CONNECTIONS);
        note(posted);
        awaitMails();
        return new Measured.Light(
                workload.rate(),
                workload.seconds(),
                posted.accept(),
                posted.delivery(sink.arrivals()),
                cpu.perNotification(posted.acceptedAt().size()));
    }

    private CpuUse cpu() {
        ProcessTree self = new ProcessTree(ProcessHandle.current().pid());
        CpuUse use =
                new CpuUse()
                        .with("broker-api", new ProcessTree(plant.apiPid())::cpuMillis)
                        .with("email-sender", new ProcessTree(plant.senderPid())::cpuMillis);
        return use.with("PostgreSQL", new ProcessTree(postmaster())::cpuMillis)
                .with("RabbitMQ", new ProcessTree(plant.broker().pid())::cpuMillis)
                .with("load", load.cpu()::millis)
                .with("sink", sink.cpu()::millis)
                .with("rest of the bench", () -> rest(self));
    }

    private double rest(ProcessTree self) {
        return self.ownCpuMillis() - load.cpu().millis() - sink.cpu().millis();
    }

    private long postmaster() {
        String file = sql.sql("select pg_read_file('postmaster.pid')").query(String.class).single();
        return Long.parseLong(file.lines().findFirst().orElseThrow().strip());
    }

    private Map<String, Long> memory() {
        Map<String, Long> memory = new LinkedHashMap<>();
        memory.put("broker-api", new ProcessTree(plant.apiPid()).residentMebibytes());
        memory.put("email-sender", new ProcessTree(plant.senderPid()).residentMebibytes());
        return memory;
    }

    private void note(Posted posted) {
        accepted.addAll(posted.acceptedAt().keySet());
        posted.refused().forEach((why, times) -> refused.merge(why, times, Integer::sum));
    }

    /** Until every accepted notification has come, or nobody will believe it any more. */
    private void awaitMails() {
        holds(
                Duration.ofMillis(5),
                () ->
                        sink.arrivals().notifications() >= accepted.size()
                                && sink.arrivals().missing(accepted) == 0);
    }

    /** Asks seldom: it takes its CPU from what it waits for. */
    private void awaitSent() {
        holds(Duration.ofMillis(100), () -> onTheirWay() == 0);
    }

    private long onTheirWay() {
        return sql.sql(ON_THEIR_WAY).query(Long.class).single();
    }

    private static void holds(Duration every, java.util.concurrent.Callable<Boolean> condition) {
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

    private Measured judged(
            double brokerLimit,
            double smtpLimit,
            Measured.Ceiling singles,
            Measured.@Nullable Ceiling batches,
            Measured.Light light,
            Map<String, Long> memory) {
        awaitSent();
        Arrivals arrivals = sink.arrivals();
        return new Measured(
                brokerLimit,
                smtpLimit,
                singles,
                batches,
                light,
                memory,
                accepted.size(),
                arrivals.missing(accepted),
                arrivals.duplicates(),
                arrivals.strangers(accepted),
                onTheirWay(),
                refused);
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
