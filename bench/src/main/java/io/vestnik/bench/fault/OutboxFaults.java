package io.vestnik.bench.fault;

import static io.vestnik.bench.world.Link.BROKER;

import io.vestnik.bench.world.Service;
import io.vestnik.contract.Channel;
import io.vestnik.contract.Priority;
import io.vestnik.contract.Topology;
import io.vestnik.testkit.fault.Fault;
import io.vestnik.testkit.fault.FaultProxy;
import io.vestnik.testkit.fault.WirePatterns;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Faults between the row in the database and the message in the broker. */
final class OutboxFaults {
    private static final String WORK = Topology.sendQueue(Channel.EMAIL, Priority.NORMAL);
    private static final String KEY = Topology.sendKey(Channel.EMAIL, Priority.NORMAL);

    private OutboxFaults() {}

    static List<FaultCase> all() {
        return List.of(
                FaultCase.of(
                        "F03",
                        "The API is killed between accepting and publishing",
                        "published within 5 s of its return",
                        4,
                        OutboxFaults::killedBeforePublishing),
                FaultCase.of(
                        "F04",
                        "The broker's confirm is lost",
                        "published again; the broker may hold two, one mail is sent",
                        6,
                        OutboxFaults::confirmLost),
                FaultCase.of(
                        "F05",
                        "The work queue's binding is gone",
                        "the row stays in the outbox with a reason; after the repair all are sent",
                        2,
                        OutboxFaults::unroutable),
                FaultCase.of(
                        "F06",
                        "The work queue is full and refuses",
                        "the row stays in the outbox, and is tried less than once a second",
                        2,
                        OutboxFaults::refused),
                FaultCase.of(
                        "F07",
                        "Two APIs publish from one outbox, and one is killed",
                        "everything is published, and sent once",
                        2,
                        OutboxFaults::oneOfTwoKilled));
    }

    private static void killedBeforePublishing(Round round) {
        Service api = round.world().api();
        api.line(BROKER).blackhole();
        int before = round.load().accepted();
        round.post(40, 100);
        round.awaitUntil("all are accepted", () -> round.load().accepted() - before == 40);
        round.check(round.unpublished() > 0, "nothing was left to publish at the kill");
        round.kill(api);
        api.line(BROKER).pass();
        api.start();
        round.awaitUntil(
                "all are published within 5 s",
                Duration.ofSeconds(5),
                () -> round.unpublished() == 0);
    }

    private static void confirmLost(Round round) {
        FaultProxy line = round.world().api().line(BROKER);
        int before = Round.struck(line);
        line.arm(
                2 + round.random().nextInt(20),
                round.number() % 2 == 1 ? Fault.RESET : Fault.CLOSE,
                WirePatterns.AMQP_PUBLISH);
        int posted = round.postUntilStruck(line, before, 60, 100);
        round.awaitUntil("all are sent", () -> round.in("sent") == posted);
    }

    private static void unroutable(Round round) throws Exception {
        round.count(1);
        OnBroker.run(round, rabbit -> rabbit.queueUnbind(WORK, Topology.SEND, KEY));
        round.post(20, 40);
        round.awaitPosted();
        round.awaitUntil(
                "the outbox says why", () -> count(round, "problem is not null and tries > 1") > 0);
        round.check(round.in("sent") == 0, "something was sent without a queue");
        round.check(round.unpublished() == 20, "something has left the outbox");
        OnBroker.run(round, rabbit -> rabbit.queueBind(WORK, Topology.SEND, KEY));
        round.awaitUntil("all are sent", () -> round.in("sent") == 20);
    }

    private static void refused(Round round) {
        round.world().senders().forEach(Service::kill);
        round.world().host().setPolicy("full", "^email\\.send$", Map.of("max-length", 10));
        round.count(1);
        try {
            round.post(150, 300);
            round.awaitPosted();
            round.awaitUntil("the outbox says why", () -> count(round, "problem is not null") > 0);
            round.last(Duration.ofSeconds(4));
            round.check(count(round, "tries > 6") == 0, "the full queue was tried all the time");
        } finally {
            round.world().host().dropPolicy("full");
        }
    }

    private static void oneOfTwoKilled(Round round) {
        Service second = round.world().apis(2).get(1);
        round.post(300, 200);
        round.awaitUntil("some are accepted", () -> round.in("queued") + round.in("sent") > 60);
        round.kill(second);
        second.start();
        round.awaitPosted();
    }

    private static int count(Round round, String condition) {
        return round.world()
                .sql()
                .sql("select count(*) from outbox where " + condition)
                .query(Integer.class)
                .single();
    }
}
