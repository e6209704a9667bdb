package io.vestnik.bench.load;

import io.vestnik.bench.load.Further.Notes;
import io.vestnik.bench.world.PlantSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The ceiling once more, and what is shown how fast, when much is stored already. */
final class GrownRun {
    private static final String A_FEW =
            "select id, recipient from notification tablesample bernoulli (0.5) repeatable (1)"
                    + " where created_at < :since order by md5('' || id) limit 400";

    private final Stage stage;
    private final Workload workload;

    GrownRun(Stage stage, Workload workload) {
        this.stage = stage;
        this.workload = workload;
    }

    /**
     * Stores so many and measures.
     *
     * @param empty the ceiling before
     */
    Further measure(int notifications, Measured.Ceiling empty) {
        Notes notes = new Notes();
        stage.say("storing " + notifications + " notifications and twice as many attempts");
        long begin = System.nanoTime();
        new History(stage.plant().database().dataSource()).write(notifications);
        notes.add("stored notifications", "", notifications);
        notes.add("their tables and indexes", "MiB", (double) mebibytes());
        notes.add("storing them took", "s", (System.nanoTime() - begin) / 1e9);
        reads(notes);
        stage.say("ceiling again: " + workload.posts() + " posts");
        Measured.Ceiling grown = stage.singles(workload);
        ceiling(notes, empty, grown);
        return notes.end();
    }

    private long mebibytes() {
        return stage.sql()
                .sql(
                        "select (pg_total_relation_size('notification')"
                                + " + pg_total_relation_size('attempt')) >> 20")
                .query(Long.class)
                .single();
    }

    private void reads(Notes notes) {
        stage.say("lists and details");
        record Stored(UUID id, String recipient) {}
        List<Stored> some =
                stage.sql()
                        .sql(A_FEW)
                        .param("since", stage.since())
                        .query((row, _) ->
                                new Stored(
                                        row.getObject("id", UUID.class),
                                        row.getString("recipient")))
                        .list();
        try (ApiConnection connection =
                new ApiConnection(stage.plant().apiPort(), PlantSettings.API_KEY)) {
            Map<String, Latencies> reads =
                    new Reads(connection)
                            .measure(
                                    some.stream().map(Stored::id).toList(),
                                    some.stream().map(Stored::recipient).toList());
            reads.forEach((what, times) -> {
                notes.add(what + ": p50", "ms", times.p50());
                notes.add(what + ": p99", "ms", times.p99(), "50 at most");
            });
            PageReads.signedIn(stage.plant().apiPort(), PlantSettings.ADMIN_PASSWORD)
                    .measure(
                            some.stream().map(Stored::id).toList(),
                            some.stream().map(Stored::recipient).toList())
                    .forEach((what, times) -> {
                        notes.add(what + ": p50", "ms", times.p50());
                        notes.add(what + ": p99", "ms", times.p99(), "100 at most");
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void ceiling(Notes notes, Measured.Ceiling empty, Measured.Ceiling grown) {
        notes.add("single posts: to the far side", "/s", grown.perSecond());
        notes.add("of the empty one", "", grown.perSecond() / empty.perSecond(), "0.90 at least");
        notes.add("single posts: to sent in the history", "/s", grown.recordedPerSecond());
        notes.add(
                "of the empty one, to sent",
                "",
                grown.recordedPerSecond() / empty.recordedPerSecond(),
                "0.90 at least");
        notes.add("single posts: accept p50", "ms", grown.accept().p50());
        notes.add("single posts: accept p99", "ms", grown.accept().p99());
        grown.cpuMillis()
                .forEach((who, use) -> {
                    notes.add("CPU each of " + who, "ms", use);
                });
    }
}
