package io.vestnik.bench.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.GetResponse;
import io.vestnik.bench.world.Caller;
import io.vestnik.contract.Channel;
import io.vestnik.contract.Priority;
import io.vestnik.contract.Topology;
import io.vestnik.testkit.smtp.SmtpBehaviour;
import io.vestnik.testkit.smtp.SmtpStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Faults of people and programs that work on the running product. */
final class OperatorFaults {
    private static final String WORK = Topology.sendQueue(Channel.EMAIL, Priority.NORMAL);
    private static final String MANUAL = Topology.manualQueue(Channel.EMAIL);
    private static final List<String> POISON =
            List.of(
                    "no JSON at all",
                    "",
                    "[]",
                    "{\"id\":17}",
                    "{\"id\":\"00000000-0000-7000-8000-000000000000\",\"channel\":\"pigeon\"}");

    private OperatorFaults() {}

    static List<FaultCase> all() {
        return List.of(
                FaultCase.of(
                        "F28",
                        "Poison among the messages: no JSON, wrong types, no id, an unknown channel",
                        "each is parked with its bytes; its neighbours are sent",
                        4,
                        OperatorFaults::poison),
                FaultCase.of(
                        "F39",
                        "Two operators retry the same notifications at once",
                        "one of them wins, the other gets 409; one mail each",
                        4,
                        OperatorFaults::twoOperators),
                FaultCase.of(
                        "F40",
                        "An operator purges one wait queue and deletes another",
                        "the repair publishes again what vanished within 60 s of being due",
                        2,
                        OperatorFaults::purged));
    }

    private static void poison(Round round) throws Exception {
        round.post(60, 100);
        for (int i = 0; i < 4; i++) {
            for (String body : POISON) {
                OnBroker.run(
                        round,
                        rabbit ->
                                rabbit.basicPublish(
                                        "",
                                        WORK,
                                        new AMQP.BasicProperties.Builder().deliveryMode(2).build(),
                                        body.getBytes(UTF_8)));
                round.count(1);
            }
        }
        round.awaitUntil("all are sent", () -> round.in("sent") == 60);
        List<String> parked = new ArrayList<>();
        round.awaitUntil(
                "all poison is parked",
                () -> {
                    OnBroker.run(round, rabbit -> parked.addAll(takeNameless(rabbit)));
                    return parked.size() >= 4 * POISON.size();
                });
        for (String body : POISON) {
            round.check(
                    parked.stream().filter(body::equals).count() == 4, "bytes were lost: " + body);
        }
    }

    /** Messages that name no notification; the others stay. */
    private static List<String> takeNameless(com.rabbitmq.client.Channel rabbit) throws Exception {
        List<String> bodies = new ArrayList<>();
        for (GetResponse next = rabbit.basicGet(MANUAL, false);
                next != null;
                next = rabbit.basicGet(MANUAL, false)) {
            if (next.getProps().getMessageId() == null) {
                bodies.add(new String(next.getBody(), UTF_8));
                rabbit.basicAck(next.getEnvelope().getDeliveryTag(), false);
            }
        }
        return bodies;
    }

    private static void twoOperators(Round round) throws Exception {
        round.world().relay().on(SmtpStep.RCPT, SmtpBehaviour.answer("550 5.1.1 Unknown"));
        round.post(30, 100);
        round.awaitUntil("all are parked", () -> round.in("manual") == 30);
        round.world().relay().behaveWell();
        Caller caller = round.world().caller(round.world().api());
        List<UUID> parked =
                round.world()
                        .sql()
                        .sql("select id from notification where metadata->>'ledgerKey' like ?")
                        .param(round.prefix() + "%")
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .list();
        try (ExecutorService operators = Executors.newVirtualThreadPerTaskExecutor()) {
            for (UUID id : parked) {
                Future<Caller.Answer> one = operators.submit(() -> caller.decide(id, "retry"));
                Future<Caller.Answer> other = operators.submit(() -> caller.decide(id, "retry"));
                List<Integer> codes = List.of(one.get().status(), other.get().status());
                round.check(
                        codes.stream().filter(code -> code < 300).count() == 1
                                && codes.contains(409),
                        "two retries of " + id + " were answered " + codes);
                round.count(1);
            }
        }
        round.awaitUntil("all are sent", () -> round.in("sent") == 30);
    }

    private static void purged(Round round) throws Exception {
        round.world().relay().on(SmtpStep.RCPT, SenderFaults.LATER);
        round.post(40, 100, Map.of());
        round.awaitUntil("messages wait for 5 s", () -> round.attempts("deferred") >= 40 * 4 + 20);
        OnBroker.run(
                round,
                rabbit -> {
                    rabbit.queuePurge(Topology.retryQueue(Channel.EMAIL, Duration.ofSeconds(5)));
                    rabbit.queueDelete(Topology.retryQueue(Channel.EMAIL, Duration.ofSeconds(2)));
                });
        round.count(2);
        round.world().relay().behaveWell();
        round.awaitUntil("all are sent", Duration.ofSeconds(5 + 60), () -> round.in("sent") == 40);
    }
}
