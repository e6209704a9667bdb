package io.vestnik.bench.fault;

import static io.vestnik.bench.world.Link.SMTP;

import io.vestnik.bench.world.Service;
import io.vestnik.bench.world.World;
import io.vestnik.bench.world.WorldSettings;
import io.vestnik.testkit.fault.Fault;
import io.vestnik.testkit.smtp.SmtpBehaviour;
import io.vestnik.testkit.smtp.SmtpStep;
import java.time.Duration;
import java.util.List;

/** Faults that every message meets alike, and how the waiting ones go on after them. */
final class OutageFaults {
    private static final int WAITING = 300;

    private OutageFaults() {}

    static List<FaultCase> all() {
        return List.of(
                FaultCase.of(
                        "F41",
                        "The relay comes back, and everything that waited wants to go at once",
                        "no more connections than set; what waited goes within seconds",
                        2,
                        OutageFaults::herd),
                FaultCase.of(
                        "F45",
                        "The relay does not want this sender at all",
                        "the channel pauses itself, no attempt counts, and it goes on by itself",
                        2,
                        OutageFaults::notWanted));
    }

    private static void herd(Round round) {
        World world = round.world();
        for (Service sender : world.senders()) {
            sender.line(SMTP).refuse();
            sender.line(SMTP).cut(Fault.RESET);
        }
        round.count(1);
        round.post(WAITING, 100);
        round.awaitPosted();
        round.awaitUntil("each has failed once", () -> round.in("retrying") == WAITING);
        world.senders().forEach(sender -> sender.line(SMTP).pass());
        int most = 0;
        long begin = System.nanoTime();
        while (round.in("sent") < WAITING && System.nanoTime() - begin < 60_000_000_000L) {
            most = Math.max(most, world.relay().openConnections());
            round.last(Duration.ofMillis(100));
        }
        round.check(round.in("sent") == WAITING, "after a minute they were not all sent");
        // One more for each sender's question whether the relay is back.
        int limit = world.senders().size() * (WorldSettings.CONCURRENCY + 1);
        round.check(most <= limit, "%d connections at once, and %d are set".formatted(most, limit));
    }

    private static void notWanted(Round round) {
        World world = round.world();
        world.relay().on(SmtpStep.BANNER, SmtpBehaviour.answer("554 5.7.1 Not from there"));
        world.relay().dropConnections();
        round.count(1);
        round.post(60, 100);
        round.awaitUntil("the channel is paused", () -> pauses(world) == 1);
        round.awaitPosted();
        round.check(counted(round) == 0, "an attempt counts");
        world.relay().behaveWell();
        round.awaitUntil("all are sent", Duration.ofSeconds(90), () -> round.in("sent") == 60);
        round.check(pauses(world) == 0, "it is still paused");
        round.check(counted(round) == 0, "an attempt counts");
    }

    private static int pauses(World world) {
        return world.sql()
                .sql("select count(*) from channel_pause where cause = 'set-up'")
                .query(Integer.class)
                .single();
    }

    /** Failed attempts that count. */
    private static int counted(Round round) {
        return round.world()
                .sql()
                .sql(
                        """
                        select count(*) from attempt a join notification on id = notification_id
                        where metadata->>'ledgerKey' like ? and a.counted
                            and outcome is not null and outcome <> 'accepted'
                        """)
                .param(round.prefix() + "%")
                .query(Integer.class)
                .single();
    }
}
