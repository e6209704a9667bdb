package io.vestnik.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.testkit.PostgresDatabase;
import io.vestnik.testkit.RabbitBroker;
import io.vestnik.testkit.VirtualHost;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Recipients behind a slow server do not hold up the others. */
@Tag("long")
class SlowDomainIT {
    private static final Logger log = LoggerFactory.getLogger(SlowDomainIT.class);
    private static final int MANY = 160;
    private static final Duration SLOW = Duration.ofSeconds(4);
    private static final Duration FAST = Duration.ofMillis(700);

    private final FarSide farSide = new FarSide();
    private PostgresDatabase database;
    private VirtualHost broker;
    private Notifications notifications;
    private RunningSender sender;

    @BeforeEach
    void start() {
        database = PostgresDatabase.migratedDatabase();
        broker = RabbitBroker.shared().createVirtualHost();
        notifications = new Notifications(database);
        sender = new RunningSender(broker, database, farSide, "5s,10m", 8);
        farSide.does((delivery, handover) -> {
            boolean slow = delivery.recipient().endsWith("@slow.example");
            LockSupport.parkNanos((slow ? SLOW : FAST).toNanos());
            return farSide.accept(delivery, handover);
        });
    }

    @AfterEach
    void stop() {
        sender.close();
        broker.close();
        database.close();
    }

    private Duration timeOf(List<UUID> ids) {
        long begun = System.nanoTime();
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> ids.stream().allMatch(id -> farSide.copies(id) > 0));
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private UUID post(String recipient) {
        return notifications.post(sender.template(), recipient);
    }

    @Test
    void theOthersTakeLittleLongerThanWithoutIt() {
        Duration alone =
                timeOf(IntStream.range(0, MANY).mapToObj(_ -> post("ann@fast.example")).toList());

        List<UUID> fast =
                IntStream.range(0, MANY)
                        .mapToObj(_ -> {
                            post("bob@slow.example");
                            return post("ann@fast.example");
                        })
                        .toList();
        Duration together = timeOf(fast);

        log.info("Alone {} ms, with a slow domain {} ms", alone.toMillis(), together.toMillis());
        assertThat(together).isLessThan(alone.multipliedBy(3).dividedBy(2));
        assertThat(setAside()).isPositive();
        assertThat(orphans()).isEmpty();
        assertNothingDoubledOrSpent(fast);
    }

    /** Those that are to come back later, and have no trace in their history. */
    private long setAside() {
        return notifications
                .jdbc()
                .sql(
                        "select count(*) from notification where status = 'queued'"
                                + " and attempts = 0 and next_attempt_at is not null")
                .query(Long.class)
                .single();
    }

    /** What the repair would take for vanished, had it looked with its usual margin. */
    private List<UUID> orphans() {
        return new io.vestnik.delivery.jdbc.JdbcOrphans(
                        notifications.jdbc(), io.vestnik.contract.Channel.EMAIL, Clock.systemUTC())
                .republish(
                        io.vestnik.contract.Priority.NORMAL,
                        Clock.systemUTC().instant().minusSeconds(30),
                        1000);
    }

    private void assertNothingDoubledOrSpent(List<UUID> fast) {
        assertThat(fast).allMatch(id -> farSide.copies(id) == 1);
        assertThat(
                        notifications
                                .jdbc()
                                .sql(
                                        "select count(*) from attempt where number > 1"
                                                + " or outcome <> 'accepted'")
                                .query(Long.class)
                                .single())
                .isZero();
        assertThat((long) farSide.arrivals())
                .isEqualTo(
                        notifications
                                .jdbc()
                                .sql(
                                        "select count(distinct notification_id) from attempt where handed_over")
                                .query(Long.class)
                                .single());
    }
}
