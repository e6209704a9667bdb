package io.vestnik.bench.fault;

import static io.vestnik.bench.world.Link.BROKER;
import static io.vestnik.bench.world.Link.SMTP;

import io.vestnik.bench.world.Service;
import io.vestnik.contract.Channel;
import io.vestnik.contract.Priority;
import io.vestnik.contract.Topology;
import io.vestnik.testkit.RabbitBroker;
import io.vestnik.testkit.fault.Fault;
import io.vestnik.testkit.smtp.SmtpStep;
import java.time.Duration;
import java.util.List;

/** Faults of the broker itself. */
final class BrokerFaults {
    private BrokerFaults() {}

    static List<FaultCase> all() {
        return List.of(
                FaultCase.of(
                                "F15",
                                "The broker is killed while messages wait in the ladder",
                                "none is lost, none is sent twice",
                                4,
                                BrokerFaults::killedInTheLadder)
                        .withOwnBroker(),
                FaultCase.of(
                                "F16",
                                "The broker is restarted in an orderly way under load",
                                "every POST gets its 202; senders are back within 15 s",
                                2,
                                BrokerFaults::restarted)
                        .withOwnBroker(),
                FaultCase.of(
                        "F17",
                        "The ladder's target is missing",
                        "what waited is delivered once the target is back",
                        1,
                        BrokerFaults::targetMissing),
                FaultCase.of(
                                "F18",
                                "Disk alarm in the broker",
                                "every POST gets its 202 within 5 s; drained after the alarm",
                                2,
                                round -> alarm(round, "set_disk_free_limit", "99999GB", "50MB"))
                        .withOwnBroker(),
                FaultCase.of(
                                "F19",
                                "Memory alarm in the broker",
                                "every POST gets its 202 within 5 s; drained after the alarm",
                                2,
                                round ->
                                        alarm(
                                                round,
                                                "set_vm_memory_high_watermark",
                                                "0.00001",
                                                "0.6"))
                        .withOwnBroker(),
                FaultCase.of(
                                "F35",
                                "The broker takes messages back from a slow sender (consumer_timeout)",
                                "no mail is sent twice; the sender goes on",
                                1,
                                BrokerFaults::consumerTimeout)
                        .withOwnBroker());
    }

    private static void killedInTheLadder(Round round) {
        RabbitBroker broker = round.world().broker();
        round.world().relay().on(SmtpStep.RCPT, SenderFaults.LATER);
        round.post(60, 100);
        int rung = round.number();
        round.awaitUntil(
                "messages wait in rung " + rung, () -> round.attempts("deferred") >= 60 * rung);
        broker.kill();
        round.count(1);
        round.world().relay().behaveWell();
        broker.restart();
        round.awaitUntil("all are sent", () -> round.in("sent") == 60);
    }

    private static void restarted(Round round) {
        RabbitBroker broker = round.world().broker();
        round.post(200, 15);
        round.last(Duration.ofSeconds(2));
        broker.stop();
        round.count(1);
        broker.restart();
        round.awaitUntil(
                "the senders are back",
                Duration.ofSeconds(15),
                () -> round.world().senders().stream().allMatch(Service::isReady));
        round.awaitPosted();
    }

    private static void targetMissing(Round round) throws Exception {
        round.world().relay().on(SmtpStep.RCPT, SenderFaults.LATER);
        round.post(40, 100);
        round.awaitUntil("messages wait", () -> round.attempts("deferred") >= 80);
        OnBroker.run(
                round,
                rabbit -> rabbit.queueDelete(Topology.sendQueue(Channel.EMAIL, Priority.NORMAL)));
        round.count(1);
        round.world().relay().behaveWell();
        round.awaitUntil("all are sent", Duration.ofSeconds(100), () -> round.in("sent") == 40);
    }

    private static void alarm(Round round, String command, String on, String off) {
        RabbitBroker broker = round.world().broker();
        // Some to be tried again, for a blocked sender cannot publish that.
        for (int i = 0; i < 5; i++) {
            round.world().relay().once(SmtpStep.RCPT, SenderFaults.LATER);
        }
        broker.control(command, on);
        round.count(1);
        try {
            int before = round.load().accepted();
            round.post(60, 30);
            round.awaitUntil(
                    "every POST has its 202 though the broker is blocked",
                    Duration.ofSeconds(7),
                    () -> round.load().accepted() - before == 60);
            round.last(Duration.ofSeconds(2));
        } finally {
            broker.control(command, off);
        }
        round.awaitUntil("all are sent", () -> round.in("sent") == 60);
    }

    private static void consumerTimeout(Round round) {
        limitConsumers(round, 3_000, 1_000);
        round.count(1);
        try {
            round.world().sender().line(SMTP).delay(Duration.ofMillis(250));
            round.post(60, 100);
            round.last(Duration.ofSeconds(12));
        } finally {
            limitConsumers(round, 1_800_000, 60_000);
        }
        round.world().sender().line(SMTP).pass();
        round.awaitUntil("all are sent", () -> round.in("sent") == 60);
    }

    /** Holds for channels that are opened from now on, so the present ones are cut. */
    private static void limitConsumers(Round round, int timeoutMillis, int lookMillis) {
        round.world()
                .broker()
                .control(
                        "eval",
                        "application:set_env(rabbit, consumer_timeout, %d), application:set_env(rabbit, channel_tick_interval, %d)."
                                .formatted(timeoutMillis, lookMillis));
        round.world().senders().forEach(sender -> sender.line(BROKER).cut(Fault.RESET));
    }
}
