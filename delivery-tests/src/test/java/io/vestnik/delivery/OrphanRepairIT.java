package io.vestnik.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.contract.Channel;
import io.vestnik.contract.Priority;
import io.vestnik.delivery.history.AttemptKey;
import io.vestnik.delivery.jdbc.JdbcAttemptLog;
import io.vestnik.delivery.jdbc.JdbcHeldUp;
import io.vestnik.delivery.jdbc.JdbcOrphans;
import io.vestnik.delivery.jdbc.SenderSession;
import io.vestnik.delivery.retry.NextStep;
import io.vestnik.testkit.PostgresDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What counts as vanished, on a real database with the rights that a sender has. */
class OrphanRepairIT {
    private PostgresDatabase database;
    private Notifications notifications;
    private SenderSession session;
    private JdbcAttemptLog history;
    private JdbcOrphans orphans;

    @BeforeEach
    void migrate() {
        database = PostgresDatabase.migratedDatabase();
        notifications = new Notifications(database);
        DataSource dataSource = database.dataSource(database.emailSender());
        JdbcClient jdbc = JdbcClient.create(dataSource);
        session = SenderSession.begin(dataSource, "sender", Channel.EMAIL);
        history =
                new JdbcAttemptLog(
                        jdbc,
                        new TransactionTemplate(new JdbcTransactionManager(dataSource)),
                        session,
                        Clock.systemUTC());
        orphans = new JdbcOrphans(jdbc, Channel.EMAIL, Clock.systemUTC());
    }

    @AfterEach
    void drop() {
        session.close();
        database.close();
    }

    private List<UUID> republish() {
        return orphans.republish(Priority.NORMAL, Instant.now().plusSeconds(1), 100);
    }

    private List<String> outbox() {
        return notifications
                .jdbc()
                .sql("select notification_id || ' ' || cycle || '/' || attempt from outbox")
                .query(String.class)
                .list();
    }

    @Test
    void aNotificationThatNobodyIsAtWorkOnIsPublishedAgainOnce() {
        UUID id = notifications.accept();

        assertThat(republish()).containsExactly(id);
        assertThat(republish()).isEmpty();

        assertThat(outbox()).containsExactly(id + " 1/1");
        assertThat(
                        notifications
                                .jdbc()
                                .sql("select action from decision where notification_id = ?")
                                .param(id)
                                .query(String.class)
                                .list())
                .containsExactly("republish");
    }

    @Test
    void eachPriorityIsLookedForOnItsOwnAndKeepsItInTheOutbox() {
        UUID high = notifications.accept("resend", 3, Priority.HIGH);
        UUID low = notifications.accept("resend", 3, Priority.LOW);
        Instant soon = Instant.now().plusSeconds(1);

        assertThat(republish()).isEmpty();
        assertThat(orphans.republish(Priority.HIGH, soon, 100)).containsExactly(high);
        assertThat(orphans.republish(Priority.LOW, soon, 100)).containsExactly(low);

        assertThat(outboxByTurn()).containsExactly(high + " 0", low + " 2");
    }

    @Test
    void whatIsHeldUpIsReleasedTheMostUrgentFirst() {
        List<UUID> heldUp =
                List.of(
                        heldUp(Priority.LOW),
                        heldUp(Priority.NORMAL),
                        heldUp(Priority.HIGH),
                        heldUp(Priority.HIGH));
        var release =
                new JdbcHeldUp(
                        JdbcClient.create(database.dataSource(database.emailSender())),
                        Channel.EMAIL,
                        session,
                        Clock.systemUTC());

        assertThat(release.release(3)).isEqualTo(3);

        assertThat(outboxByTurn())
                .containsExactlyInAnyOrder(
                        heldUp.get(1) + " 1", heldUp.get(2) + " 0", heldUp.get(3) + " 0");
    }

    private List<String> outboxByTurn() {
        return notifications
                .jdbc()
                .sql("select notification_id || ' ' || priority from outbox order by priority")
                .query(String.class)
                .list();
    }

    private UUID heldUp(Priority priority) {
        UUID id = notifications.accept("resend", 3, priority);
        AttemptKey key = new AttemptKey(id, 1, 1);
        history.claim(key);
        history.finish(
                key,
                Outcome.Deferred.unreachable(Reply.of("refused the connection")),
                new NextStep.RetryAfter(Duration.ofMinutes(5)));
        return id;
    }

    @Test
    void oneThatIsNotDueYetIsLeftAlone() {
        UUID id = notifications.accept();
        AttemptKey key = new AttemptKey(id, 1, 1);
        history.claim(key);
        history.finish(
                key,
                new Outcome.Deferred(Reply.of("451 later")),
                new NextStep.RetryAfter(Duration.ofMinutes(5)));

        assertThat(republish()).isEmpty();
        assertThat(orphans.republish(Priority.NORMAL, Instant.now().plusSeconds(400), 100))
                .containsExactly(id);
        assertThat(outbox()).containsExactly(id + " 1/2");
    }

    @Test
    void anAttemptThatIsBeingMadeIsLeftAloneAndOneOfADeadSenderIsNot() {
        UUID id = notifications.accept();
        history.claim(new AttemptKey(id, 1, 1));

        assertThat(republish()).isEmpty();
        session.close();

        assertThat(republish()).containsExactly(id);
        assertThat(outbox()).containsExactly(id + " 1/1");
    }

    @Test
    void aSenderThatIsHeldUpByItsRelayMayHoldMessagesThatAreInNoQueue() {
        assertThat(orphans.anyAttemptUnderWaySince(Instant.now())).isFalse();
        history.claim(new AttemptKey(notifications.accept(), 1, 1));

        assertThat(orphans.anyAttemptUnderWaySince(Instant.now().plusSeconds(1))).isTrue();
        assertThat(orphans.anyAttemptUnderWaySince(Instant.now().minusSeconds(5))).isFalse();
        session.close();

        assertThat(orphans.anyAttemptUnderWaySince(Instant.now().plusSeconds(1))).isFalse();
    }

    @Test
    void whatIsSettledOrStillInTheOutboxIsLeftAlone() {
        UUID sent = notifications.accept();
        notifications
                .jdbc()
                .sql("update notification set status = 'sent' where id = ?")
                .param(sent)
                .update();
        UUID waiting = notifications.accept();
        notifications
                .jdbc()
                .sql(
                        """
                        insert into outbox (notification_id, cycle, attempt, due_at)
                        values (?, 1, 1, now())
                        """)
                .param(waiting)
                .update();

        assertThat(republish()).isEmpty();
    }
}
