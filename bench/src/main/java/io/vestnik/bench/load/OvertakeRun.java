package io.vestnik.bench.load;

import io.vestnik.bench.load.Further.Notes;
import io.vestnik.bench.world.PlantSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Posts what is urgent while the work queue is full of what is not. */
final class OvertakeRun {
    private static final int HIGH_PER_SECOND = 20;
    private static final int SECONDS = 20;
    private static final int CONNECTIONS = 8;

    private final Stage stage;

    OvertakeRun(Stage stage) {
        this.stage = stage;
    }

    /** With so many of low priority, which are let go when all of them wait. */
    Further measure(int low) {
        Notes notes = new Notes();
        Posted trial = stage.load().ofPriority("high").closedLoop(1, 1);
        if (!trial.refused().isEmpty()) {
            notes.problem("this API takes no \"priority\": it answers " + trial.refused());
            return notes.end();
        }
        stage.note(trial);
        stage.say("backlog: " + low + " of low priority, while the channel is paused");
        channel("pause");
        stage.note(lowOnes(low));
        stage.say("urgent ones: " + HIGH_PER_SECOND + "/s for " + SECONDS + " s, while it drains");
        long taken = stage.sink().arrivals().total();
        channel("resume");
        Posted high =
                stage.load().ofPriority("high").openLoop(HIGH_PER_SECOND, SECONDS, CONNECTIONS);
        stage.note(high);
        double drained =
                stage.sink().arrivals().total() - taken - (double) high.acceptedAt().size();
        stage.awaitMails();
        tell(notes, low, drained, high);
        return notes.end();
    }

    private Posted lowOnes(int low) {
        return stage.load()
                .ofPriority("low")
                .batches(low, Math.min(Workload.IN_A_BATCH, low), Workload.BATCH_CONNECTIONS);
    }

    private void tell(Notes notes, int low, double drained, Posted high) {
        Latencies delivery = high.delivery(stage.sink().arrivals());
        notes.add("low ones in the way", "", low);
        notes.add("low ones sent meanwhile", "", drained);
        notes.add("high: accept p99", "ms", high.accept().p99());
        notes.add("high: accept to far side p50", "ms", delivery.p50());
        notes.add("high: accept to far side p99", "ms", delivery.p99(), "1000 at most");
        notes.add("high: accept to far side max", "ms", delivery.max());
        if (drained >= low) {
            notes.problem("the low ones were gone before the high ones had been posted");
        }
    }

    private void channel(String what) {
        byte[] body = "{\"reason\":\"bench\"}".getBytes(StandardCharsets.UTF_8);
        try (ApiConnection connection =
                new ApiConnection(stage.plant().apiPort(), PlantSettings.API_KEY)) {
            ApiConnection.Answer answer = connection.post("/api/v1/channels/email/" + what, body);
            if (answer.status() != 200) {
                throw new IOException(what + " is answered with " + answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
