package io.vestnik.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Thousands of notifications, undisturbed and with each service killed in the middle. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ManyNotificationsIT {
    private static final int MANY = Integer.getInteger("vestnik.many", 3_000);
    private static final int SOME = 2_000;

    private static Installation vestnik;
    private static Inbox inbox;

    @BeforeAll
    static void up() {
        vestnik = Installation.up("many", Map.of("VESTNIK_RETRY_WAITS", "1s,2s,4s,8s,16s,30s"));
        inbox = vestnik.inbox();
    }

    @AfterAll
    static void down() {
        vestnik.close();
    }

    @Test
    @Order(1)
    void eachOfManyArrivesOnceWhileTheInboxIsUp() throws Exception {
        Load load = new Load(vestnik.api(), "many");

        load.start(MANY, 32).get(5, TimeUnit.MINUTES);

        awaitAllSent("many", MANY);
        assertThat(inbox.copies("many")).hasSize(MANY).allSatisfy((_, n) -> assertThat(n).isOne());
        assertThat(uncertain("many")).isZero();
    }

    @Test
    @Order(2)
    void aKilledSenderLosesNothing() throws Exception {
        killInTheMiddle("email-sender");
    }

    @Test
    @Order(3)
    void aKilledApiLosesNothing() throws Exception {
        killInTheMiddle("broker-api");
    }

    @Test
    @Order(4)
    void aKilledBrokerLosesNothing() throws Exception {
        killInTheMiddle("rabbitmq");
    }

    @Test
    @Order(5)
    void whatSomebodyPurgesOrDeletesIsPublishedAgain() throws Exception {
        vestnik.vestnik("offline").mustSucceed();
        new Load(vestnik.api(), "purged").start(SOME / 10, 8).get(1, TimeUnit.MINUTES);
        try (Connection broker = vestnik.broker().newConnection();
                Channel admin = broker.createChannel()) {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> admin.messageCount("email.retry.16s") == SOME / 10);
            admin.queuePurge("email.retry.16s");
            admin.queueDelete("email.retry.30s");
        }

        vestnik.vestnik("online").mustSucceed();

        // Due after 16 s, found after 30 s more, at the latest when next looked for, 10 s later.
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(sent("purged")).isEqualTo(SOME / 10));
        assertThat(inbox.copies("purged")).allSatisfy((_, n) -> assertThat(n).isOne());
    }

    private static void killInTheMiddle(String service) throws Exception {
        String subject = "killed-" + service + "-";
        Load load = new Load(vestnik.api(), subject);
        Future<?> posted = load.start(SOME, 32);
        await().atMost(Duration.ofMinutes(2)).until(() -> sent(subject) > SOME / 5);

        vestnik.kill(service);
        assertThat(sent(subject)).as("sent before the kill").isLessThan(SOME);
        vestnik.up();

        posted.get(5, TimeUnit.MINUTES);
        awaitAllSent(subject, SOME);
        assertThat(load.accepted()).doesNotHaveDuplicates().hasSize(SOME);
        Map<String, Integer> copies = inbox.copies(subject);
        assertThat(copies).as("lost").hasSize(SOME);
        int duplicates = copies.values().stream().mapToInt(each -> each - 1).sum();
        assertThat(duplicates).as("duplicates").isLessThanOrEqualTo(uncertain(subject));
    }

    private static void awaitAllSent(String subject, int notifications) {
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(sent(subject)).isEqualTo(notifications));
    }

    private static int sent(String subject) {
        return count(
                "from notification where status = 'sent' and content->>'subject' = ?", subject);
    }

    private static int uncertain(String subject) {
        return count(
                """
                from attempt join notification on id = notification_id
                where outcome = 'uncertain' and content->>'subject' = ?
                """,
                subject);
    }

    private static int count(String what, String subject) {
        return JdbcClient.create(vestnik.database())
                .sql("select count(*) " + what)
                .param(subject)
                .query(Integer.class)
                .single();
    }
}
