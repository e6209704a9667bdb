package io.vestnik.api.manual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.GetResponse;
import io.vestnik.api.ApiClient;
import io.vestnik.api.ApiWorld;
import io.vestnik.api.desk.ParkedRows;
import io.vestnik.contract.Topology;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A decision takes exactly its own message out of the manual queue. */
class ManualQueueSweepIT {
    private static final Logger log = LoggerFactory.getLogger(ManualQueueSweepIT.class);

    private static final String QUEUE = "email.manual";

    private final ApiWorld world = ApiWorld.shared();

    /** Before too: what another test has decided is looked for during a minute. */
    @BeforeEach
    @AfterEach
    void emptyTheQueues() {
        world.sql.sql("delete from manual_removal").update();
        ApiWorld.drain(world.broker, QUEUE);
        ApiWorld.drain(world.broker, "email.send");
    }

    private String parked() {
        String id = world.client.post(ApiClient.notification("ann@example.com")).id();
        await().until(() ->
                world.sql
                        .sql("select count(*) from outbox where notification_id = :id")
                        .param("id", UUID.fromString(id))
                        .query(Long.class)
                        .single()
                        .equals(0L));
        world.sql
                .sql("update notification set status = 'manual', attempts = 1 where id = :id")
                .param("id", UUID.fromString(id))
                .update();
        return id;
    }

    private void publish(String id, int cycle) throws Exception {
        publish(List.of(id), cycle);
    }

    private void publish(List<String> ids, int cycle) throws Exception {
        try (var connection = world.broker.connectionFactory().newConnection("park");
                var channel = connection.createChannel()) {
            channel.confirmSelect();
            for (String id : ids) {
                channel.basicPublish(
                        Topology.MANUAL,
                        "email.exhausted",
                        new BasicProperties.Builder()
                                .messageId(id)
                                .deliveryMode(2)
                                .headers(Map.of("vestnik-cycle", cycle, "vestnik-attempt", 2))
                                .build(),
                        ("{\"id\":\"" + id + "\"}").getBytes());
            }
            channel.waitForConfirmsOrDie();
        }
    }

    private void awaitDepth(long messages) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(world.broker.ready(QUEUE)).isEqualTo(messages));
    }

    private long removals() {
        return world.count("manual_removal");
    }

    @Test
    void aRetryTakesExactlyItsMessageOutOfAThousand() throws Exception {
        String id = parked();
        List<String> others =
                java.util.stream.IntStream.range(0, 1_000)
                        .mapToObj(i -> UUID.randomUUID().toString())
                        .toList();
        publish(others.subList(0, 500), 1);
        publish(id, 1);
        publish(others.subList(500, 1_000), 1);

        assertThat(world.client.decide(id, "retry").status()).isEqualTo(200);

        await().atMost(Duration.ofSeconds(20)).until(() -> removals() == 0);
        awaitDepth(1_000);
        assertThat(ApiWorld.drain(world.broker, QUEUE))
                .extracting((GetResponse m) -> m.getProps().getMessageId())
                .containsExactlyInAnyOrderElementsOf(others);
    }

    @Test
    void whatARunHasDecidedLeavesTheQueueInAFewWalks() throws Exception {
        List<String> ids =
                new ParkedRows(world.sql)
                        .park(1_000, "email:exhausted:452", "452 later").stream()
                                .map(UUID::toString)
                                .toList();
        publish(ids, 1);
        awaitDepth(1_000);

        long begun = System.nanoTime();
        world.client.send(
                world.client
                        .request("/api/v1/runs")
                        .header("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.ofString(
                                        """
                                        {"action":"retry","fingerprint":"email:exhausted:452"}\
                                        """))
                        .build());

        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(world.broker.ready(QUEUE)).isZero());
        await().atMost(Duration.ofSeconds(90)).until(() -> removals() == 0);
        log.info(
                "1,000 have left the manual queue in {} ms", (System.nanoTime() - begun) / 1000000);
    }

    @Test
    void aDiscardTakesAllCopiesOut() throws Exception {
        String id = parked();
        publish(List.of(id, UUID.randomUUID().toString(), id), 1);

        world.client.decide(id, "discard");

        await().atMost(Duration.ofSeconds(20)).until(() -> removals() == 0);
        awaitDepth(1);
    }

    @Test
    void aMessageThatComesLateIsTakenOutToo() throws Exception {
        String id = parked();
        world.client.decide(id, "discard");
        await().pollDelay(Duration.ofMillis(1500)).until(() -> removals() == 1);

        publish(id, 1);

        await().atMost(Duration.ofSeconds(20)).until(() -> removals() == 0);
        awaitDepth(0);
    }

    @Test
    void theMessageOfANewerCycleStays() throws Exception {
        String id = parked();
        publish(id, 1);
        publish(id, 2);

        world.client.decide(id, "retry");

        await().atMost(Duration.ofSeconds(20)).until(() -> removals() == 0);
        awaitDepth(1);
        assertThat(ApiWorld.drain(world.broker, QUEUE).getFirst().getProps().getHeaders())
                .containsEntry("vestnik-cycle", 2);
    }

    @Test
    void theSearchIsGivenUpAfterAMinute() throws Exception {
        String id = parked();
        world.client.decide(id, "discard");
        world.sql.sql("update manual_removal set requested_at = now() - interval '2 min'").update();

        await().atMost(Duration.ofSeconds(30)).until(() -> removals() == 0);
        publish(id, 1);
        assertThat(world.broker.ready(QUEUE)).isEqualTo(1);
    }

    @Test
    void nothingIsTakenOutWhileTheRetryIsStillInTheOutbox() throws Exception {
        String id = parked();
        publish(id, 1);
        ManualRemovals rows = world.api.bean(ManualRemovals.class);
        UUID uuid = UUID.fromString(id);
        world.sql
                .sql(
                        """
                        with o as (insert into outbox (notification_id, cycle, attempt, due_at)
                            values (:id, 2, 6, now() + interval '1 h'))
                        insert into manual_removal values (:id, 1, 'email', now())
                        """)
                .param("id", uuid)
                .update();

        assertThat(rows.wanted(io.vestnik.contract.Channel.EMAIL)).isEmpty();
        world.sql.sql("update outbox set due_at = now()").update();

        awaitDepth(0);
        await().atMost(Duration.ofSeconds(20)).until(() -> removals() == 0);
    }
}
