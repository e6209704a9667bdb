package io.vestnik.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.delivery.Outcome.Deferred;
import io.vestnik.delivery.Outcome.Fault;
import io.vestnik.testkit.PostgresDatabase;
import io.vestnik.testkit.PublishedOutbox;
import io.vestnik.testkit.RabbitBroker;
import io.vestnik.testkit.VirtualHost;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a channel does while nothing gets through, and when it is over. */
class OutageIT {
    private static final Logger log = LoggerFactory.getLogger(OutageIT.class);

    /** Nobody could sit this out in a test: what arrives was released. */
    private static final String WAITS = "10m,20m";

    private final FarSide farSide = new FarSide();
    private PostgresDatabase database;
    private VirtualHost broker;
    private Notifications notifications;
    private RunningSender sender;
    private PublishedOutbox outbox;

    @BeforeEach
    void start() throws Exception {
        database = PostgresDatabase.migratedDatabase();
        broker = RabbitBroker.shared().createVirtualHost();
        notifications = new Notifications(database);
        sender = startSender();
        outbox = PublishedOutbox.of(database, broker);
    }

    private RunningSender startSender() {
        return new RunningSender(broker, database, farSide, WAITS);
    }

    @AfterEach
    void stop() throws Exception {
        outbox.close();
        sender.close();
        broker.close();
        database.close();
    }

    private List<UUID> post(int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> notifications.post(sender.template()))
                .toList();
    }

    private long count(String condition) {
        return notifications
                .jdbc()
                .sql("select count(*) from notification n where " + condition)
                .query(Long.class)
                .single();
    }

    private long countAttempts(String condition) {
        return notifications
                .jdbc()
                .sql("select count(*) from attempt where " + condition)
                .query(Long.class)
                .single();
    }

    private List<String> events() {
        return notifications
                .jdbc()
                .sql("select event || coalesce(' ' || cause, '') from channel_event order by id")
                .query(String.class)
                .list();
    }

    private int outages() {
        return Collections.frequency(events(), "unreachable");
    }

    private void awaitCount(String condition, long expected) {
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(count(condition)).isEqualTo(expected));
    }

    private void awaitEvent(String event) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(events()).contains(event));
    }

    private void pauseByHand() {
        notifications
                .jdbc()
                .sql(
                        """
                        insert into channel_pause (channel, cause, reason, paused_by)
                        values ('email', 'hand', 'maintenance', 'ann')
                        """)
                .update();
    }

    private void resumeByHand() {
        notifications.jdbc().sql("delete from channel_pause").update();
    }

    @Test
    void whatWaitsBecauseOfTheFarSideGoesOnWhenItIsBackAtAGrowingRate() {
        farSide.goAway();
        List<UUID> ids = post(100);
        awaitCount("held_up", 100);
        awaitEvent("unreachable");

        farSide.comeBack();
        awaitCount("status = 'sent'", 100);

        assertThat(farSide.arrivals()).isEqualTo(100);
        assertThat(ids).allMatch(id -> farSide.copies(id) == 1);
        await().untilAsserted(() ->
                assertThat(events()).containsExactly("unreachable", "back", "released"));
        List<Long> perRelease =
                notifications
                        .jdbc()
                        .sql(
                                """
                                select count(*) from decision where action = 'release'
                                group by decided_at order by decided_at
                                """)
                        .query(Long.class)
                        .list();
        log.info("Released one after the other: {}", perRelease);
        assertThat(perRelease.getFirst()).isEqualTo(1);
        for (int i = 1; i < perRelease.size(); i++) {
            assertThat(perRelease.get(i)).isLessThanOrEqualTo(2 * perRelease.get(i - 1));
        }
        assertThat(count("id in (select notification_id from decision where action = 'release')"))
                .isEqualTo(100);
    }

    @Test
    void theOldestGoFirst() {
        farSide.goAway();
        List<UUID> ids = post(20);
        awaitCount("held_up", 20);
        awaitEvent("unreachable");

        farSide.comeBack();
        awaitCount("status = 'sent'", 20);

        List<UUID> released =
                notifications
                        .jdbc()
                        .sql(
                                """
                                select notification_id from decision d
                                join notification n on n.id = notification_id
                                order by d.decided_at, n.created_at
                                """)
                        .query(UUID.class)
                        .list();
        assertThat(released).containsExactlyElementsOf(ids);
    }

    @Test
    @Tag("long")
    void aFarSideThatComesAndGoesBurnsNoAttempts() {
        farSide.goAway();
        post(5);
        awaitCount("held_up", 5);
        awaitEvent("unreachable");
        for (int outage = 0; outage < 6; outage++) {
            int known = outages();
            // It answers, and takes nothing.
            farSide.answersProbes(new Reachability.Reachable(Reply.of("220")));
            await().atMost(Duration.ofSeconds(20)).until(() -> outages() > known);
            farSide.goAway();
        }

        assertThat(countAttempts("fault = 'unreachable'")).isGreaterThanOrEqualTo(11);
        assertThat(countAttempts("counted")).isEqualTo(5);
        assertThat(count("status = 'retrying' and counted = 1")).isEqualTo(5);
        farSide.comeBack();
        awaitCount("status = 'sent'", 5);
        assertThat(farSide.arrivals()).isEqualTo(5);
    }

    @Test
    void aMessageThatFailsAloneSitsOutItsWait() {
        AtomicInteger sent = new AtomicInteger();
        farSide.does((delivery, handover) ->
                sent.incrementAndGet() == 1
                        ? Deferred.unreachable(Reply.of("reset"))
                        : farSide.accept(delivery, handover));

        post(30);

        awaitCount("status = 'sent'", 29);
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(10))
                .until(() -> count("held_up") == 1);
        assertThat(events()).isEmpty();
    }

    @Test
    void aFaultOfOurOwnSetUpPausesTheChannelAndCostsNothing() {
        Deferred fault = new Deferred(Reply.of("535 wrong password"), null, Fault.OUR_SETUP);
        farSide.answersProbes(new Reachability.SetUp(fault.reply()));
        farSide.does((_, _) -> fault);
        post(50);
        awaitEvent("paused set-up");
        // Nothing is taken any more, and all that was not tried is there for everybody to see.
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(broker.ready("email.send")).isEqualTo(count("attempts = 0")));
        assertThat(count("attempts = 0")).isGreaterThan(30);

        farSide.comeBack();

        awaitCount("status = 'sent'", 50);
        assertThat(countAttempts("fault = 'set-up' and counted")).isZero();
        assertThat(countAttempts("fault is not null")).isLessThan(20);
        assertThat(events()).contains("resumed set-up").containsOnlyOnce("paused set-up");
        assertThat(farSide.arrivals()).isEqualTo(50);
    }

    @Test
    void aResumeByHandIsTriedAtOnceAndPausedAgainWhenTheFaultIsStillThere() {
        Deferred fault = new Deferred(Reply.of("535 wrong password"), null, Fault.OUR_SETUP);
        farSide.answersProbes(new Reachability.SetUp(fault.reply()));
        farSide.does((_, _) -> fault);
        post(50);
        awaitEvent("paused set-up");

        resumeByHand();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(events()).containsExactly("paused set-up", "paused set-up"));
        assertThat(countAttempts("counted and outcome is not null")).isZero();
    }

    @Test
    void twoSendersOfAChannelPauseTogetherAndGoOnTogether() {
        try (RunningSender other = startSender()) {
            Deferred fault = new Deferred(Reply.of("535 wrong password"), null, Fault.OUR_SETUP);
            farSide.answersProbes(new Reachability.SetUp(fault.reply()));
            farSide.does((_, _) -> fault);
            post(200);
            awaitEvent("paused set-up");
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            assertThat(broker.ready("email.send"))
                                    .isEqualTo(count("attempts = 0")));

            farSide.comeBack();

            awaitCount("status = 'sent'", 200);
            assertThat(other.isPaused()).isFalse();
            assertThat(events())
                    .containsOnlyOnce("paused set-up")
                    .containsOnlyOnce("resumed set-up");
            assertThat(farSide.arrivals()).isEqualTo(200);
        }
    }

    @Test
    void aPauseByHandHoldsEverythingUntilAHandEndsIt() {
        pauseByHand();
        await().until(() -> sender.isPaused() && !sender.isConsuming());
        post(20);

        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(10))
                .until(() -> broker.ready("email.send") == 20);
        resumeByHand();

        awaitCount("status = 'sent'", 20);
        assertThat(countAttempts("true")).isEqualTo(20);
    }

    @Test
    void aSenderThatStartsWhileItsChannelIsPausedTakesNothing() {
        pauseByHand();
        await().until(() -> sender.isPaused() && !sender.isConsuming());
        post(5);
        sender.close();

        sender = startSender();

        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(10))
                .until(() -> broker.ready("email.send") == 5);
        resumeByHand();
        awaitCount("status = 'sent'", 5);
    }

    @Test
    void aSenderThatDiesInTheMiddleOfAReleaseLosesNothing() {
        farSide.goAway();
        List<UUID> ids = post(60);
        awaitCount("held_up", 60);
        awaitEvent("unreachable");
        farSide.comeBack();
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        count("exists (select from decision where notification_id = n.id)") >= 3);

        sender.crash();
        sender = startSender();

        awaitCount("status = 'sent'", 60);
        assertThat(ids).allMatch(id -> farSide.copies(id) >= 1);
        assertThat((long) farSide.arrivals())
                .isLessThanOrEqualTo(60 + countAttempts("outcome = 'uncertain'"));
    }
}
