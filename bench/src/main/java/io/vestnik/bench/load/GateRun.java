package io.vestnik.bench.load;

import io.vestnik.bench.world.PlantSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A short run that asks one thing: how much CPU a notification costs, and work that never changes
 * beside it.
 */
public final class GateRun implements AutoCloseable {
    /**
     * With both compilers, minutes go by until a notification always costs the same. The first one
     * is done after seconds, and what becomes dearer under it does so under both, as a rule.
     */
    private static final List<String> FLAGS =
            Stream.concat(PlantSettings.FLAGS.stream(), Stream.of("-XX:TieredStopAtLevel=1"))
                    .toList();

    private final GateSize size;
    private final Stage stage;
    private final Yardstick yardstick = new Yardstick();

    /** Starts everything; tells what it is doing. */
    public GateRun(
            GateSize size, Path root, Path folder, boolean ownBroker, Consumer<String> progress) {
        this.size = size;
        this.stage = new Stage(Map.of(), FLAGS, root, folder, ownBroker, progress);
    }

    /** Measures it. */
    public Gauged measure() {
        stage.say("warm-up: " + size.warmUp() + " posts");
        yardstick.beside(() -> post(size.warmUp()));
        List<Gauged.Round> rounds = new ArrayList<>();
        for (int i = 1; i <= size.rounds(); i++) {
            stage.say("round " + i + ": " + size.posts() + " posts");
            Yardstick.Beside beside = yardstick.beside(() -> post(size.posts()));
            rounds.add(new Gauged.Round(beside.result(), beside.perThousand()));
        }
        Arrivals arrivals = stage.sink().arrivals();
        return new Gauged(
                rounds,
                stage.accepted().size(),
                arrivals.missing(stage.accepted()),
                arrivals.duplicates(),
                stage.refused());
    }

    /** To the last row; says what each notification has cost all who work on it. */
    private double post(int posts) {
        CpuUse cpu = stage.plantCpu();
        cpu.begin();
        Posted posted = stage.load().closedLoop(posts, size.connections());
        stage.note(posted);
        stage.awaitMails();
        stage.awaitSent();
        return cpu.perNotification(posted.acceptedAt().size()).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    @Override
    public void close() {
        stage.close();
    }
}
