package io.vestnik.bench.load;

import io.vestnik.bench.load.Further.Notes;

/** What a second sender brings where the wait for the far side is what takes the time. */
final class TwoSendersRun {
    private static final int REPLY_MILLIS = 50;
    private static final int BACKLOG = 3_000;
    private static final int TO_WARM_UP = 1_500;

    private final Stage stage;
    private final int connections;

    TwoSendersRun(Stage stage, Workload workload) {
        this.stage = stage;
        this.connections = workload.smtpConnections();
    }

    Further measure() {
        Notes notes = new Notes();
        stage.sink().temper().delayReplies(REPLY_MILLIS);
        stage.say("one sender: " + BACKLOG + " mails, 50 ms for a reply");
        double one = perSecond(BACKLOG);
        stage.plant().startSecondSender();
        stage.say("two senders: warm-up, and as many mails");
        perSecond(TO_WARM_UP);
        double two = perSecond(BACKLOG);
        notes.add("possible for one, with 50 ms for each of 2 replies", "/s", connections * 10);
        notes.add("one sender", "/s", one);
        notes.add("two senders", "/s", two);
        notes.add("two of one", "", two / one, "1.60 at least");
        return notes.end();
    }

    /** From the first mail of a backlog to its last. */
    private double perSecond(int mails) {
        stage.sink().arrivals().forgetFirst();
        stage.note(stage.load().batches(mails, Workload.IN_A_BATCH, Workload.BATCH_CONNECTIONS));
        stage.awaitMails();
        Arrivals arrivals = stage.sink().arrivals();
        double perSecond = mails / ((arrivals.last() - arrivals.first()) / 1e9);
        stage.awaitSent();
        return perSecond;
    }
}
