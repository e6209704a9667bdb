package io.vestnik.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vestnik.contract.Channel;
import io.vestnik.delivery.history.AttemptKey;
import io.vestnik.delivery.history.Claim;
import io.vestnik.delivery.jdbc.JdbcAttemptLog;
import io.vestnik.delivery.jdbc.SenderSession;
import io.vestnik.delivery.retry.NextStep;
import io.vestnik.delivery.retry.NextStep.Park.Reason;
import io.vestnik.testkit.PostgresDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Who gets an attempt, with two senders on one real database. */
class JdbcAttemptLogIT {
    private static final Outcome DEFERRED = new Outcome.Deferred(Reply.of("451 later"));
    private static final NextStep AGAIN = new NextStep.RetryAfter(Duration.ofSeconds(5));
    private static final NextStep PARK = new NextStep.Park(Reason.EXHAUSTED);

    private static PostgresDatabase database;
    private static Notifications notifications;
    private Sender first;
    private Sender second;

    private record Sender(SenderSession session, JdbcAttemptLog log) {
        static Sender named(String name) {
            DataSource dataSource = database.dataSource(database.emailSender());
            SenderSession session = SenderSession.begin(dataSource, name, Channel.EMAIL);
            var transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
            return new Sender(
                    session,
                    new JdbcAttemptLog(
                            JdbcClient.create(dataSource),
                            transactions,
                            session,
                            Clock.systemUTC()));
        }
    }

    @BeforeAll
    static void migrate() {
        database = PostgresDatabase.migratedDatabase();
        notifications = new Notifications(database);
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @BeforeEach
    void begin() {
        first = Sender.named("first");
        second = Sender.named("second");
    }

    @AfterEach
    void end() {
        first.session.close();
        second.session.close();
    }

    private static AttemptKey firstOf(UUID id) {
        return new AttemptKey(id, 1, 1);
    }

    @Test
    void anAttemptIsGrantedToOneSenderOnly() {
        AttemptKey key = firstOf(notifications.accept());

        assertThat(first.log.claim(key)).isEqualTo(new Claim.Granted(0));
        assertThat(second.log.claim(key)).isEqualTo(new Claim.Busy("first"));
    }

    @Test
    void twoSendersThatRaceForTheSameAttemptsGetEachOnce() throws Exception {
        List<AttemptKey> keys =
                IntStream.range(0, 200).mapToObj(_ -> firstOf(notifications.accept())).toList();
        List<Callable<Claim>> race =
                keys.stream()
                        .flatMap(key ->
                                Stream.<Callable<Claim>>of(
                                        () -> first.log.claim(key), () -> second.log.claim(key)))
                        .toList();

        long granted = 0;
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var claim : threads.invokeAll(race)) {
                granted += claim.get() instanceof Claim.Granted ? 1 : 0;
            }
        }

        assertThat(granted).isEqualTo(keys.size());
    }

    @Test
    void anAttemptOfADeadSenderIsMadeAgainWhenNothingWasHandedOver() {
        AttemptKey key = firstOf(notifications.accept());
        first.log.claim(key);

        first.session.close();

        assertThat(second.log.claim(key)).isEqualTo(new Claim.Granted(0));
        assertThat(notifications.attempts(key.id())).containsExactly("1/1 open -");
        assertThatThrownBy(() -> first.log.handOver(key)).isInstanceOf(ClaimLostException.class);
    }

    @Test
    void anAttemptThatKillsOneSenderAfterAnotherIsGivenUp() {
        AttemptKey key = firstOf(notifications.accept());
        first.log.claim(key);
        // An own attempt that is claimed again counts as one whose sender died.
        for (int death = 1; death < 5; death++) {
            assertThat(first.log.claim(key)).isEqualTo(new Claim.Granted(0));
        }

        assertThat(first.log.claim(key)).isEqualTo(new Claim.Abandoned(0, 5));
    }

    @Test
    void anAttemptOfADeadSenderIsUncertainOnceItWasHandedOver() {
        AttemptKey key = firstOf(notifications.accept());
        first.log.claim(key);
        first.log.handOver(key);

        first.session.close();

        assertThat(second.log.claim(key)).isEqualTo(new Claim.Interrupted(0, "first"));
        second.log.finish(key, new Outcome.Uncertain(Reply.of("gone")), AGAIN);
        assertThatThrownBy(() -> first.log.finish(key, DEFERRED, AGAIN))
                .isInstanceOf(ClaimLostException.class);
        assertThat(notifications.attempts(key.id())).containsExactly("1/1 uncertain retry");
    }

    @Test
    void anOwnAttemptThatIsStillOpenWasInterrupted() {
        AttemptKey key = firstOf(notifications.accept());
        first.log.claim(key);

        assertThat(first.log.claim(key)).isEqualTo(new Claim.Granted(0));
        first.log.handOver(key);
        assertThat(first.log.claim(key)).isEqualTo(new Claim.Interrupted(0, "first"));
    }

    @Test
    void aFinishWhoseAnswerWasLostMayBeRepeatedAndTheStepIsStillTaken() {
        AttemptKey key = firstOf(notifications.accept());
        first.log.claim(key);
        first.log.finish(key, DEFERRED, AGAIN);

        assertThatCode(() -> first.log.finish(key, DEFERRED, AGAIN)).doesNotThrowAnyException();
        assertThat(first.log.claim(key.next())).isEqualTo(new Claim.Granted(1, true));
    }

    @Test
    void whatWasDecidedIsTold() {
        AttemptKey key = firstOf(notifications.accept());
        first.log.claim(key);
        first.log.finish(key, DEFERRED, AGAIN);

        assertThat(second.log.claim(key)).isEqualTo(new Claim.Decided(AGAIN, "451 later"));
        assertThat(notifications.status(key.id())).isEqualTo("retrying");
        assertThat(second.log.claim(key.next())).isEqualTo(new Claim.Granted(1, true));
        assertThat(first.log.claim(key)).isInstanceOf(Claim.Stale.class);
    }

    @Test
    void aFaultOfOurOwnCostsNoAttempt() {
        AttemptKey key = firstOf(notifications.accept());
        first.log.claim(key);
        first.log.finish(
                key,
                new Outcome.Deferred(Reply.of("535 no"), null, Outcome.Fault.OUR_SETUP),
                AGAIN);

        assertThat(first.log.claim(key.next())).isEqualTo(new Claim.Granted(0, true));
    }

    @Test
    void nothingIsDoneForANotificationThatIsSettled() {
        for (String status : List.of("sent", "cancelled", "discarded", "expired")) {
            UUID id = notifications.accept();
            notifications
                    .jdbc()
                    .sql("update notification set status = ? where id = ?")
                    .params(status, id)
                    .update();

            assertThat(first.log.claim(firstOf(id))).isInstanceOf(Claim.Stale.class);
            assertThat(notifications.attempts(id)).isEmpty();
        }
    }

    @Test
    void aNumberThatIsNotNextIsStale() {
        UUID id = notifications.accept();

        assertThat(first.log.claim(new AttemptKey(id, 1, 3))).isInstanceOf(Claim.Stale.class);
        assertThat(first.log.claim(new AttemptKey(id, 2, 1))).isInstanceOf(Claim.Stale.class);
    }

    @Test
    void theNextAttemptIsNotGrantedWhileOneIsBeingMade() {
        AttemptKey key = firstOf(notifications.accept());
        first.log.claim(key);

        assertThat(second.log.claim(key.next())).isInstanceOf(Claim.Stale.class);

        first.log.finish(key, DEFERRED, AGAIN);
        assertThat(second.log.claim(key.next())).isEqualTo(new Claim.Granted(1, true));
    }

    @Test
    void anUnknownNotificationIsUnknown() {
        assertThat(first.log.claim(firstOf(UUID.randomUUID()))).isEqualTo(new Claim.Unknown());
    }

    @Test
    void aMessageMovedByHandBeginsTheNextCycleOnce() {
        AttemptKey key = firstOf(notifications.accept());
        first.log.claim(key);
        first.log.finish(key, DEFERRED, PARK);
        assertThat(notifications.status(key.id())).isEqualTo("manual");

        assertThat(first.log.claimMoved(key)).isEqualTo(new Claim.Granted(0));
        assertThat(second.log.claimMoved(key)).isEqualTo(new Claim.Busy("first"));
        first.log.finish(key.firstOfNextCycle(), DEFERRED, PARK);
        // A copy of the first cycle's message must not begin a third one.
        assertThat(second.log.claimMoved(key)).isInstanceOf(Claim.Decided.class);
        assertThat(notifications.attempts(key.id()))
                .containsExactly("1/1 deferred park", "2/2 deferred park");
    }

    @Test
    void aMovedMessageWhoseSenderDiedIsTakenUpAgain() {
        AttemptKey key = firstOf(notifications.accept());
        first.log.claim(key);
        first.log.finish(key, DEFERRED, PARK);
        first.log.claimMoved(key);

        first.session.close();

        assertThat(second.log.claimMoved(key)).isEqualTo(new Claim.Granted(0));
    }

    @Test
    void aSenderWhoseConnectionBreaksTakesItsLockAgain() {
        AttemptKey key = firstOf(notifications.accept());
        first.log.claim(key);

        notifications
                .jdbc()
                .sql(
                        """
                        select count(pg_terminate_backend(pid)) from pg_locks
                        where locktype = 'advisory' and classid = 1448300630
                        """)
                .query(Long.class)
                .single();

        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(heldLocks()).isEqualTo(2));
        assertThat(second.log.claim(key)).isEqualTo(new Claim.Busy("first"));
    }

    private static long heldLocks() {
        return notifications
                .jdbc()
                .sql(
                        """
                        select count(*) from pg_locks join pg_database on database = pg_database.oid
                        where locktype = 'advisory' and classid = 1448300630 and granted
                            and datname = current_database()
                        """)
                .query(Long.class)
                .single();
    }

    private boolean heldUp(UUID id) {
        return notifications
                .jdbc()
                .sql("select held_up from notification where id = ?")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    private String fault(AttemptKey key) {
        return notifications
                .jdbc()
                .sql("select fault from attempt where notification_id = ? and number = ?")
                .params(key.id(), key.number())
                .query(String.class)
                .optional()
                .orElse("none");
    }

    @ParameterizedTest
    @EnumSource(Outcome.Fault.class)
    void whatWaitsOnlyBecauseOfTheFarSideIsHeldUpUntilItsNextAttempt(Outcome.Fault fault) {
        AttemptKey key = firstOf(notifications.accept());
        first.log.claim(key);

        first.log.finish(key, new Outcome.Deferred(Reply.of("later"), null, fault), AGAIN);

        assertThat(fault(key)).isEqualTo(fault.word());
        assertThat(heldUp(key.id())).isEqualTo(fault != Outcome.Fault.FAR_SIDE);
        first.log.claim(key.next());
        assertThat(heldUp(key.id())).isFalse();
    }

    @Test
    void nobodyIsHeldUpWhoseLastAttemptIsOver() {
        AttemptKey key = firstOf(notifications.accept());
        first.log.claim(key);

        first.log.finish(key, Outcome.Deferred.unreachable(Reply.of("away")), PARK);

        assertThat(heldUp(key.id())).isFalse();
    }

    @Test
    void anAttemptThatIsMadeBeforeItsTimeIsKnownToBeEarly() {
        AttemptKey key = firstOf(notifications.accept());
        first.log.claim(key);
        first.log.finish(key, DEFERRED, AGAIN);

        assertThat(first.log.claim(key.next())).isEqualTo(new Claim.Granted(1, true));
        // And so does the sender that takes it over.
        first.session.close();
        assertThat(second.log.claim(key.next())).isEqualTo(new Claim.Granted(1, true));
    }
}
