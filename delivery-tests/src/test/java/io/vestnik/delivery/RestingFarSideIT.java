package io.vestnik.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.testkit.PostgresDatabase;
import io.vestnik.testkit.RabbitBroker;
import io.vestnik.testkit.VirtualHost;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a far side wants nothing of for a while stands back, and spends nothing. */
class RestingFarSideIT {
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
        sender = new RunningSender(broker, database, farSide, "1s,2s");
    }

    @AfterEach
    void stop() {
        sender.close();
        broker.close();
        database.close();
    }

    private String attempts(UUID id) {
        return notifications
                .jdbc()
                .sql(
                        "select coalesce(string_agg(outcome || ' ' || counted, ', ' order by number), '')"
                                + " from attempt where notification_id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    private boolean isSetAside(UUID id) {
        return notifications
                .jdbc()
                .sql(
                        "select attempts = 0 and next_attempt_at is not null from notification where id = ?")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    @Test
    void aRestLongerThanAllRungsIsSatOutWithoutAnAttemptAndOthersGoOn() {
        farSide.rests("ann@example.com", Duration.ofHours(3));
        UUID ann = notifications.post(sender.template(), "ann@example.com");
        UUID bob = notifications.post(sender.template(), "bob@example.com");

        await().until(() -> farSide.copies(bob) == 1 && isSetAside(ann));
        // Twice as long as the longest rung.
        await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
        assertThat(attempts(ann)).isEmpty();

        farSide.rests("ann@example.com", null);
        await().until(() -> farSide.copies(ann) == 1);
        await().until(() -> attempts(ann).equals("accepted true"));
    }

    @Test
    void whatMeetsALimitSpendsNoAttempt() {
        farSide.does((_, _) -> Outcome.Deferred.limited(Reply.of("429"), Duration.ofSeconds(1)));
        UUID id = notifications.post(sender.template(), "ann@example.com");
        await().until(() -> attempts(id).startsWith("deferred false, deferred false"));

        farSide.comeBack();

        await().until(() -> farSide.copies(id) == 1);
        await().until(() -> attempts(id).endsWith("accepted true"));
    }
}
