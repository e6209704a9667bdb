package io.vestnik.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.contract.NotificationStatus;
import io.vestnik.testkit.PostgresDatabase;
import io.vestnik.testkit.RabbitBroker;
import io.vestnik.testkit.VirtualHost;
import io.vestnik.testkit.fault.Fault;
import io.vestnik.testkit.fault.Incident;
import io.vestnik.testkit.fault.WirePatterns;
import io.vestnik.testkit.oracle.ClientLedger;
import io.vestnik.testkit.oracle.MailLedger;
import io.vestnik.testkit.oracle.Oracle;
import io.vestnik.testkit.oracle.Snapshot;
import io.vestnik.testkit.oracle.Terms;
import io.vestnik.testkit.oracle.Verdict;
import io.vestnik.testkit.smtp.ScriptedSmtpServer;
import io.vestnik.testkit.smtp.SmtpBehaviour;
import io.vestnik.testkit.smtp.SmtpStep;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers are lost on the way to every neighbour, and the sender is killed in between: nothing may
 * be lost, and nothing may come twice without an attempt that says why.
 */
class AnswerLostIT {
    private static final Logger log = LoggerFactory.getLogger(AnswerLostIT.class);
    private static final long SEED = Long.getLong("vestnik.seed", 3);
    private static final int MANY = 500;
    private static final int AT_ONCE = 4;
    private static final Duration LONGEST = Duration.ofSeconds(40);

    /** Words that stand in one statement of the engine only. */
    private static final String CLAIM = "with next as";

    private static final String HAND_OVER = "set handed_over";
    private static final String FINISH = "with ended as";

    private static final List<String> QUEUES =
            List.of(
                    "email.send",
                    "email.send.high",
                    "email.send.low",
                    "email.retry.1s",
                    "email.retry.2s",
                    "email.manual");

    private static final Predicate<String> MOVING = queue -> !queue.endsWith(".manual");

    @TempDir private Path folder;
    private PostgresDatabase database;
    private VirtualHost broker;
    private ScriptedSmtpServer relay;
    private ClientLedger ledger;
    private PostedNotifications posted;
    private final List<BadlyConnectedSender> senders = new ArrayList<>();

    @BeforeEach
    void start() {
        database = PostgresDatabase.migratedDatabase();
        broker = RabbitBroker.shared().createVirtualHost();
        relay = ScriptedSmtpServer.start();
        ledger = ClientLedger.openAt(folder.resolve("ledger"), Clock.systemUTC());
        posted = new PostedNotifications(database, broker, ledger);
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (BadlyConnectedSender sender : senders) {
            sender.close();
        }
        relay.close();
        ledger.close();
        broker.close();
        database.close();
    }

    private BadlyConnectedSender startSender() {
        var sender =
                new BadlyConnectedSender(
                        broker, database, relay.port(), "1s,2s", SEED + senders.size());
        senders.add(sender);
        return sender;
    }

    private static void armAll(BadlyConnectedSender sender) {
        sender.toRelay().arm(1, 0.03, Fault.RESET, WirePatterns.SMTP_FINAL_DOT);
        sender.toRelay().arm(1, 0.02, Fault.HANG, WirePatterns.SMTP_FINAL_DOT);
        sender.toRelay().armBefore(1, 0.02, Fault.CLOSE, WirePatterns.SMTP_FINAL_DOT);
        sender.toBroker().arm(1, 0.05, Fault.RESET, WirePatterns.AMQP_PUBLISH);
        sender.toBroker().armBefore(1, 0.005, Fault.RESET, WirePatterns.AMQP_ACK);
        for (String statement : List.of(CLAIM, HAND_OVER, FINISH)) {
            sender.toDatabase().arm(1, 0.01, Fault.RESET, statement);
            sender.toDatabase().armBefore(1, 0.01, Fault.CLOSE, statement);
        }
    }

    @Test
    void nothingIsLostAndEachDuplicateIsExplained() throws Exception {
        BadlyConnectedSender first = startSender();
        for (int i = 0; i < MANY / 10; i++) {
            relay.once(SmtpStep.RCPT, SmtpBehaviour.answer("451 4.2.0 Come back later"));
        }
        posted.post(MANY, "resend", 10);
        armAll(first);
        awaitSent(MANY / 4);
        first.kill();
        BadlyConnectedSender second = startSender();
        armAll(second);
        awaitSent(MANY / 2);
        second.kill();
        BadlyConnectedSender third = startSender();
        armAll(third);

        awaitQuiet();
        third.close();
        Verdict verdict = verdict(2 * AT_ONCE);

        log.info("Seed {}, {}\n{}", SEED, kindsOfIncidents(), verdict);
        assertThat(verdict.violations()).as("seed %d", SEED).isEmpty();
        assertThat(verdict.lost()).isZero();
        assertThat(verdict.duplicated()).isLessThanOrEqualTo(verdict.uncertain());
        assertThat(verdict.ended(NotificationStatus.SENT)).isEqualTo(MANY);
        assertThat(verdict.uncertain()).as("the faults have struck").isPositive();
    }

    /** F12: the decision stands in the database, and its writer does not know. */
    @Test
    void aNextStepWhoseRecordWasNotAnsweredIsPublished() throws Exception {
        BadlyConnectedSender sender = startSender();
        relay.once(SmtpStep.RCPT, SmtpBehaviour.answer("451 4.2.0 Come back later"));
        sender.toDatabase().arm(1, Fault.RESET, FINISH);
        posted.post(1, "resend", 10);

        awaitQuiet();
        sender.close();

        assertThat(verdict(0).violations()).isEmpty();
        assertThat(sender.toDatabase().incidents()).hasSize(1);
    }

    private void awaitSent(int many) {
        await().atMost(LONGEST).until(() -> posted.count("sent") >= many);
    }

    /** Or until it takes too long: then the oracle is to say what has not come to its end. */
    private void awaitQuiet() {
        try {
            await().atMost(LONGEST).until(() -> posted.count("queued", "retrying") == 0);
            await().atMost(LONGEST)
                    .until(() -> QUEUES.stream().filter(MOVING).allMatch(this::isEmpty));
        } catch (ConditionTimeoutException restless) {
            log.warn("Not quiet yet: {}", restless.getMessage());
        }
    }

    private boolean isEmpty(String queue) {
        return broker.depth(queue).total() == 0;
    }

    /**
     * @param inFlight what was being sent at the kills
     */
    private Verdict verdict(int inFlight) {
        long answersLost =
                incidents().filter(each -> each.cause().contains("answer to \\r\\n")).count();
        return Oracle.judge(
                ClientLedger.read(folder.resolve("ledger")),
                MailLedger.of(relay),
                Snapshot.take(database.dataSource(), broker.connectionFactory(), QUEUES),
                new Terms(answersLost + inFlight, Duration.ofSeconds(30)));
    }

    private Map<String, Long> kindsOfIncidents() {
        return incidents()
                .collect(
                        Collectors.groupingBy(
                                each -> each.fault() + ", " + each.cause(),
                                TreeMap::new,
                                Collectors.counting()));
    }

    private Stream<Incident> incidents() {
        return senders.stream()
                .flatMap(sender ->
                        Stream.of(sender.toRelay(), sender.toBroker(), sender.toDatabase()))
                .flatMap(line -> line.incidents().stream());
    }
}
