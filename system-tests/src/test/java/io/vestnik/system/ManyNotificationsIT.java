package io.vestnik.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Thousands of notifications, undisturbed; the fault matrix of bench disturbs them. */
class ManyNotificationsIT {
    private static final int MANY = Integer.getInteger("vestnik.many", 3_000);

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
    void eachOfManyArrivesOnceWhileTheInboxIsUp() throws Exception {
        Load load = new Load(vestnik.api(), "many");

        load.start(MANY, 32).get(5, TimeUnit.MINUTES);

        awaitAllSent("many", MANY);
        assertThat(inbox.copies("many")).hasSize(MANY).allSatisfy((_, n) -> assertThat(n).isOne());
        assertThat(uncertain("many")).isZero();
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
