package io.vestnik.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.contract.Channel;
import io.vestnik.delivery.history.AttemptKey;
import io.vestnik.delivery.history.Claim;
import io.vestnik.delivery.jdbc.JdbcAttemptLog;
import io.vestnik.delivery.jdbc.SenderSession;
import io.vestnik.delivery.retry.NextStep;
import io.vestnik.delivery.retry.NextStep.Park.Reason;
import io.vestnik.testkit.PostgresDatabase;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Attempts of one sender that begin and end at the same moment share statements and commits. */
@Timeout(60)
class GroupedHistoryIT {
    private static final Duration RUNG = Duration.ofSeconds(90);

    private final PostgresDatabase database = PostgresDatabase.migratedDatabase();
    private final Notifications notifications = new Notifications(database);
    private final ExecutorService threads = Executors.newFixedThreadPool(16);
    private SenderSession session;
    private JdbcAttemptLog log;

    @BeforeEach
    void begin() {
        DataSource dataSource = database.dataSource(database.emailSender());
        session = SenderSession.begin(dataSource, "sender", Channel.EMAIL);
        log =
                new JdbcAttemptLog(
                        JdbcClient.create(dataSource),
                        new TransactionTemplate(new JdbcTransactionManager(dataSource)),
                        session,
                        Clock.systemUTC());
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
        session.close();
        database.close();
    }

    private enum Ending {
        SENT(new Outcome.Accepted(Reply.of("250 fine")), new NextStep.Done()),
        RETRYING(
                Outcome.Deferred.unreachable(Reply.of("nobody there")),
                new NextStep.RetryAfter(RUNG)),
        MANUAL(
                new Outcome.Refused(Reply.of("550 no such user")),
                new NextStep.Park(Reason.REFUSED));

        final Outcome outcome;
        final NextStep step;

        Ending(Outcome outcome, NextStep step) {
            this.outcome = outcome;
            this.step = step;
        }

        static Ending of(int i) {
            return values()[i % values().length];
        }
    }

    private record Row(
            String status,
            int attempts,
            int counted,
            boolean heldUp,
            String reason,
            String outcome,
            String reply,
            String fault,
            String nextStep,
            Integer waits,
            String fingerprint) {}

    @Test
    void eachOfManyAtOnceGetsItsOwnEnding() throws Exception {
        List<UUID> ids = IntStream.range(0, 300).mapToObj(_ -> notifications.accept()).toList();

        List<Future<?>> attempts =
                IntStream.range(0, ids.size())
                        .<Future<?>>mapToObj(
                                i -> threads.submit(() -> attempt(ids.get(i), Ending.of(i))))
                        .toList();
        for (Future<?> attempt : attempts) {
            attempt.get();
        }

        for (int i = 0; i < ids.size(); i++) {
            assertThat(row(ids.get(i))).isEqualTo(expected(Ending.of(i)));
        }
    }

    @Test
    void twoAttemptsOfOneNotificationInOneGroupAreToldApart() throws Exception {
        List<UUID> ids = IntStream.range(0, 100).mapToObj(_ -> notifications.accept()).toList();
        ids.forEach(id -> attempt(id, Ending.RETRYING));

        List<Future<Claim>> claims =
                ids.stream()
                        .flatMap(
                                id -> Stream.of(new AttemptKey(id, 1, 1), new AttemptKey(id, 1, 2)))
                        .map(key -> threads.submit(() -> log.claim(key)))
                        .toList();

        for (int i = 0; i < claims.size(); i += 2) {
            assertThat(claims.get(i).get()).isNotInstanceOf(Claim.Granted.class);
            assertThat(claims.get(i + 1).get()).isInstanceOf(Claim.Granted.class);
        }
    }

    private void attempt(UUID id, Ending ending) {
        AttemptKey key = new AttemptKey(id, 1, 1);
        assertThat(log.claim(key)).isEqualTo(new Claim.Granted(0));
        log.handOver(key);
        log.finish(key, ending.outcome, ending.step);
    }

    private static Row expected(Ending ending) {
        String reply = ending.outcome.reply().text();
        return switch (ending) {
            case SENT ->
                    new Row("sent", 1, 1, false, null, "accepted", reply, null, "done", null, "");
            case RETRYING ->
                    new Row(
                            "retrying",
                            1,
                            1,
                            true,
                            reply,
                            "deferred",
                            reply,
                            "unreachable",
                            "retry",
                            90,
                            "");
            case MANUAL ->
                    new Row(
                            "manual",
                            1,
                            1,
                            false,
                            reply,
                            "refused",
                            reply,
                            null,
                            "park",
                            null,
                            "email:refused:550");
        };
    }

    private Row row(UUID id) {
        return notifications
                .jdbc()
                .sql(
                        """
                        select n.status, n.attempts, n.counted, n.held_up, n.reason, a.outcome,
                            a.reply, a.fault, a.next_step, cast(extract(epoch from
                                n.next_attempt_at - a.finished_at) as int) as waits,
                            n.fingerprint
                        from notification n join attempt a on a.notification_id = n.id
                        where n.id = ? and a.number = 1 and a.handed_over
                            and n.next_attempt_at is not distinct from a.next_attempt_at
                        """)
                .param(id)
                .query(Row.class)
                .single();
    }

    @Test
    void aNotificationThatSomebodyHoldsKeepsNobodyElseWaiting() throws Exception {
        UUID held = notifications.accept();
        AttemptKey heldKey = new AttemptKey(held, 1, 1);
        Future<Claim> waiting;
        try (Connection somebody = database.dataSource().getConnection()) {
            hold(somebody, held);
            waiting = threads.submit(() -> log.claim(heldKey));
            await().until(this::somebodyWaitsForALock);

            attempt(notifications.accept(), Ending.SENT);

            assertThat(waiting).isNotDone();
            somebody.rollback();
        }
        assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo(new Claim.Granted(0));
    }

    @Test
    void anEndingThatSomebodyHoldsUpKeepsNobodyElseWaiting() throws Exception {
        UUID held = notifications.accept();
        AttemptKey heldKey = new AttemptKey(held, 1, 1);
        assertThat(log.claim(heldKey)).isEqualTo(new Claim.Granted(0));
        Future<?> waiting;
        try (Connection somebody = database.dataSource().getConnection()) {
            hold(somebody, held);
            waiting =
                    threads.submit(
                            () -> log.finish(heldKey, Ending.SENT.outcome, Ending.SENT.step));
            await().until(this::somebodyWaitsForALock);

            attempt(notifications.accept(), Ending.MANUAL);

            assertThat(waiting).isNotDone();
            somebody.rollback();
        }
        waiting.get(20, TimeUnit.SECONDS);
        assertThat(
                        notifications
                                .jdbc()
                                .sql("select status from notification where id = ?")
                                .param(held)
                                .query(String.class)
                                .single())
                .isEqualTo("sent");
    }

    private static void hold(Connection connection, UUID id) throws Exception {
        connection.setAutoCommit(false);
        try (var lock =
                connection.prepareStatement("select from notification where id = ? for update")) {
            lock.setObject(1, id);
            lock.execute();
        }
    }

    private boolean somebodyWaitsForALock() {
        return notifications
                .jdbc()
                .sql("select exists (select from pg_locks where not granted)")
                .query(Boolean.class)
                .single();
    }
}
