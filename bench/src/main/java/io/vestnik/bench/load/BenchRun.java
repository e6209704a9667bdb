package io.vestnik.bench.load;

import io.vestnik.bench.world.Plant;
import io.vestnik.bench.world.PlantSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of the bench: limits of the neighbours, ceiling, batch call, light load, or one of the
 * longer runs instead of these three, and the count of everything at the far side.
 */
public final class BenchRun implements AutoCloseable {
    private static final int NOT_FOUND = 404;

    private final Workload workload;
    private final Stage stage;
    private final Recordings recordings;

    /** Starts everything; tells what it is doing. */
    public BenchRun(
            Workload workload,
            Path root,
            Path folder,
            boolean ownBroker,
            Consumer<String> progress) {
        this.workload = workload;
        this.stage =
                new Stage(sender(workload), PlantSettings.FLAGS, root, folder, ownBroker, progress);
        this.recordings = new Recordings(stage.plant(), folder.resolveSibling("."));
    }

    private static Map<String, String> sender(Workload workload) {
        Map<String, String> sender = new LinkedHashMap<>(workload.sender());
        if (workload.extra() instanceof Extra.Slow) {
            sender.putAll(SlowRun.SENDER);
        }
        return sender;
    }

    /** What it runs on. */
    public Plant plant() {
        return stage.plant();
    }

    /** Measures everything. */
    public Measured measure() {
        stage.say("limits: RabbitMQ, bare SMTP");
        double brokerLimit =
                BrokerLimit.measure(plant().broker(), plant().host(), workload.limitSeconds());
        double smtpLimit = smtpLimit();
        stage.say("warm-up: " + workload.warmUp() + " posts");
        stage.note(stage.load().closedLoop(workload.warmUp(), workload.connections()));
        stage.awaitMails();
        stage.awaitSent();
        Found found = workload.extra() == null ? usual() : further(workload.extra());
        return judged(brokerLimit, smtpLimit, found);
    }

    private double smtpLimit() {
        SmtpFlood flood =
                new SmtpFlood(stage.sink().port(), Workload.SMTP_CONNECTIONS, stage.load().cpu());
        flood.run(workload.limitMails() / 2);
        return flood.run(workload.limitMails());
    }

    /** What the phases after the warm-up have found. */
    private record Found(
            Measured.@Nullable Ceiling singles,
            Measured.@Nullable Ceiling batches,
            Measured.@Nullable Light light,
            @Nullable Further further,
            Map<String, Long> memory) {}

    private Found usual() {
        Measured.Ceiling singles = singles();
        Map<String, Long> memory = stage.memory();
        stage.say("batch call");
        Measured.Ceiling batches = batches();
        stage.say("light load: " + workload.seconds() + " s");
        return new Found(singles, batches, light(), null, memory);
    }

    private Found further(Extra extra) {
        if (extra instanceof Extra.Grown(int notifications)) {
            Measured.Ceiling empty = singles();
            Further further = new GrownRun(stage, workload).measure(notifications, empty);
            return new Found(empty, null, null, further, stage.memory());
        }
        Further further =
                switch (extra) {
                    case Extra.Slow() -> new SlowRun(stage, workload).measure();
                    case Extra.TwoSenders() -> new TwoSendersRun(stage, workload).measure();
                    case Extra.Soak(int minutes) -> new SoakRun(stage, workload).measure(minutes);
                    case Extra.Overtake(int low) -> new OvertakeRun(stage).measure(low);
                    case Extra.Grown _ -> throw new AssertionError("It has its own ceiling");
                };
        return new Found(null, null, null, further, stage.memory());
    }

    private Measured.Ceiling singles() {
        stage.say("ceiling: " + workload.posts() + " posts");
        if (workload.recordings()) {
            recordings.begin();
        }
        Measured.Ceiling singles = stage.singles(workload);
        if (workload.recordings()) {
            recordings.end();
        }
        return singles;
    }

    private Measured.@Nullable Ceiling batches() {
        Posted trial = stage.load().tryBatch();
        if (!trial.refused().isEmpty()) {
            if (!isUnknown(trial.refused().keySet())) {
                stage.note(trial);
            }
            return null;
        }
        stage.note(trial);
        return stage.ceiling(
                Workload.BATCH_CONNECTIONS,
                () ->
                        stage.load()
                                .batches(
                                        workload.posts(),
                                        Math.min(Workload.IN_A_BATCH, workload.posts()),
                                        Workload.BATCH_CONNECTIONS));
    }

    /** Some say 404 to what is not there, others 405, because the path fits that of one id. */
    private static boolean isUnknown(Set<String> statuses) {
        return statuses.equals(Set.of("" + NOT_FOUND)) || statuses.equals(Set.of("405"));
    }

    private Measured.Light light() {
        CpuUse cpu = stage.cpu();
        cpu.begin();
        Posted posted =
                stage.load()
                        .openLoop(workload.rate(), workload.seconds(), Workload.LIGHT_CONNECTIONS);
        stage.note(posted);
        stage.awaitMails();
        return new Measured.Light(
                workload.rate(),
                workload.seconds(),
                posted.accept(),
                posted.delivery(stage.sink().arrivals()),
                cpu.perNotification(posted.acceptedAt().size()));
    }

    private Measured judged(double brokerLimit, double smtpLimit, Found found) {
        stage.awaitSent();
        Arrivals arrivals = stage.sink().arrivals();
        return new Measured(
                brokerLimit,
                smtpLimit,
                plant().startMillis(),
                found.singles(),
                found.batches(),
                found.light(),
                found.further(),
                found.memory(),
                stage.accepted().size(),
                arrivals.missing(stage.accepted()),
                arrivals.duplicates(),
                arrivals.strangers(stage.accepted()),
                stage.onTheirWay(),
                stage.refused());
    }

    @Override
    public void close() {
        stage.close();
    }
}
