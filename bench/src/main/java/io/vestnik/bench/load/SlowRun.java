package io.vestnik.bench.load;

import io.vestnik.bench.load.Further.Notes;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A far side that takes a second for each of its replies, and then one that says nothing. */
final class SlowRun {
    /**
     * Limits of production are minutes; with these the run is over in a few, and tells the same.
     */
    static final Map<String, String> SENDER =
            Map.of(
                    "VESTNIK_SMTP_REPLYTIMEOUT", "5s",
                    "VESTNIK_SMTP_DEADLINE", "10s",
                    "VESTNIK_SMTP_FINALREPLYTIMEOUT", "15s");

    /** Until the last second, in which an attempt may reach the dot, and the wait for its reply. */
    private static final double LONGEST_ATTEMPT = 25;

    private static final long REPLY_MILLIS = 1000;

    /** MAIL, RCPT and DATA are answered together, because they are sent together; then the dot. */
    private static final int WAITS_OF_A_MAIL = 2;

    /** Connections that were never used say EHLO first, and lanes learn who is slow. */
    private static final int SETTLE_SECONDS = 10;

    private static final int SECONDS = 40;
    private static final int SILENT_SECONDS = 40;
    private static final int POSTS_WHILE_SILENT = 100;

    private final Stage stage;
    private final JdbcClient sql;
    private final int connections;

    SlowRun(Stage stage, Workload workload) {
        this.stage = stage;
        this.sql = stage.sql();
        this.connections = workload.smtpConnections();
    }

    Further measure() {
        Notes notes = new Notes();
        slow(notes);
        stage.sink().temper().delayReplies(0);
        stage.awaitMails();
        stage.awaitSent();
        long uncertain = silent(notes);
        return notes.end(uncertain, java.util.List.of());
    }

    private void slow(Notes notes) {
        stage.say("a far side that takes 1 s for a reply: " + SECONDS + " s");
        double necessary = WAITS_OF_A_MAIL * REPLY_MILLIS / 1000.0;
        double possible = connections / necessary;
        stage.sink().temper().delayReplies(REPLY_MILLIS);
        int backlog = (int) (possible * (SETTLE_SECONDS + SECONDS) * 3 / 2);
        OffsetDateTime begin = now();
        stage.note(stage.load().closedLoop(backlog, Workload.BATCH_CONNECTIONS));
        pause(SETTLE_SECONDS);
        long before = stage.sink().arrivals().total();
        long from = System.nanoTime();
        pause(SECONDS);
        double perSecond =
                (stage.sink().arrivals().total() - before) / ((System.nanoTime() - from) / 1e9);
        notes.add("SMTP connections", "", connections);
        notes.add("possible with 1 s for each of 2 replies", "/s", possible);
        notes.add("done", "/s", perSecond);
        notes.add("of what is possible", "", perSecond / possible, "0.90 at least");
        notes.add("longest attempt", "s", longest(begin));
    }

    /** How many attempts ended in doubt. */
    private long silent(Notes notes) {
        stage.say("a far side that says nothing: " + SILENT_SECONDS + " s");
        OffsetDateTime begin = now();
        Posted before = stage.load().closedLoop(POSTS_WHILE_SILENT, Workload.BATCH_CONNECTIONS);
        stage.sink().temper().fallSilent();
        stage.note(before);
        stage.note(stage.load().closedLoop(POSTS_WHILE_SILENT, Workload.BATCH_CONNECTIONS));
        pause(SILENT_SECONDS);
        stage.say("it speaks again");
        long back = System.nanoTime();
        stage.sink().temper().speakAgain();
        stage.awaitMails();
        notes.add("dead relay: all there after it is back", "s", seconds(back));
        stage.awaitSent();
        notes.add("dead relay: all sent after it is back", "s", seconds(back));
        double longest = longest(begin);
        notes.add("dead relay: longest attempt", "s", longest, LONGEST_ATTEMPT + " at most");
        long uncertain = uncertain(begin);
        notes.add("dead relay: attempts", "", (double) attempts(begin));
        notes.add("dead relay: attempts in doubt", "", (double) uncertain);
        notes.add(
                "dead relay: mails that came twice",
                "",
                (double) stage.sink().arrivals().duplicates(),
                "those in doubt at most");
        return uncertain;
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private OffsetDateTime now() {
        return sql.sql("select now()").query(OffsetDateTime.class).single();
    }

    private double longest(OffsetDateTime since) {
        return sql.sql(
                        "select coalesce(max(extract(epoch from finished_at - started_at)), 0)"
                                + " from attempt where started_at >= :since")
                .param("since", since)
                .query(Double.class)
                .single();
    }

    private long attempts(OffsetDateTime since) {
        return sql.sql("select count(*) from attempt where started_at >= :since")
                .param("since", since)
                .query(Long.class)
                .single();
    }

    private long uncertain(OffsetDateTime since) {
        return sql.sql(
                        "select count(*) from attempt where started_at >= :since"
                                + " and outcome = 'uncertain'")
                .param("since", since)
                .query(Long.class)
                .single();
    }

    /** The time that is measured over, not a wait for something. */
    private static void pause(int seconds) {
        try {
            Thread.sleep(Duration.ofSeconds(seconds));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
