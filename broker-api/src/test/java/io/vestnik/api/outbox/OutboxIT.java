package io.vestnik.api.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.GetResponse;
import io.vestnik.api.ApiClient;
import io.vestnik.api.ApiClient.Answer;
import io.vestnik.api.ApiWorld;
import io.vestnik.api.RunningApi;
import io.vestnik.contract.Channel;
import io.vestnik.contract.Priority;
import io.vestnik.contract.Topology;
import io.vestnik.testkit.PostgresDatabase;
import io.vestnik.testkit.RabbitBroker;
import io.vestnik.testkit.VirtualHost;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was accepted gets to the broker, whatever happens to the broker or to us. */
class OutboxIT {
    private static final String QUEUE = "email.send";

    private PostgresDatabase database;
    private VirtualHost broker;
    private JdbcClient sql;

    @BeforeEach
    void makeNeighbours() {
        database = PostgresDatabase.migratedDatabase();
        broker = RabbitBroker.shared().createVirtualHost();
        sql = JdbcClient.create(database.dataSource());
        RunningApi.declareQueues(broker);
    }

    @AfterEach
    void removeNeighbours() {
        broker.close();
        database.close();
    }

    private long rows() {
        return sql.sql("select count(*) from outbox").query(Long.class).single();
    }

    private Row row() {
        return sql.sql("select tries, problem from outbox")
                .query((row, n) -> new Row(row.getInt("tries"), row.getString("problem")))
                .single();
    }

    private record Row(int tries, String problem) {}

    private static List<String> post(ApiClient client, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> client.post(ApiClient.notification("ann@example.com")))
                .peek(answer -> assertThat(answer.status()).isEqualTo(202))
                .map(Answer::id)
                .toList();
    }

    private List<String> published() {
        return ApiWorld.drain(broker, QUEUE).stream()
                .map((GetResponse message) -> message.getProps().getMessageId())
                .toList();
    }

    /** Rows as a process leaves them that is killed right after its commits. */
    private void insertRows(int count) {
        sql.sql(
                        """
                        with n as (
                            insert into notification (id, owner, channel, recipient, content,
                                on_uncertain, max_attempts, created_at, updated_at)
                            select gen_random_uuid(), 'default', 'email', 'ann@example.com',
                                '{"subject":"Hello","text":"t","headers":{}}', 'resend', 5, now(), now()
                            from generate_series(1, :count) returning id)
                        insert into outbox (notification_id, cycle, attempt, due_at)
                        select id, 1, 1, now() + interval '3 s' from n
                        """)
                .param("count", count)
                .update();
    }

    @Test
    void whatACrashLeftIsPublishedWithinFiveSecondsAfterTheStart() {
        insertRows(500);

        try (RunningApi api = RunningApi.start(database, broker)) {
            assertThat(api.port()).isPositive();
            await().atMost(Duration.ofSeconds(5)).until(() -> rows() == 0);
        }
        assertThat(published()).hasSize(500).doesNotHaveDuplicates();
    }

    @Test
    void aQueueThatWasFullIsUsedAgainWhenItsLimitIsTakenAway() {
        broker.setPolicy("full", "^email\\.send$", Map.of("max-length", 5));
        try (RunningApi api = RunningApi.start(database, broker)) {
            post(api.client(), 60);
            await().until(() ->
                    sql.sql("select count(*) > 0 from outbox where tries > 1")
                            .query(Boolean.class)
                            .single());

            broker.dropPolicy("full");

            await().atMost(Duration.ofSeconds(40)).until(() -> rows() == 0);
        }
        assertThat(published()).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    void aRowThatIsPublishedAgainAsksForTheSameAttemptThoughThatHasBegun() {
        insertRows(1);
        // As after a lost confirm: the sender is at work already.
        sql.sql("update notification set attempts = 1").update();

        try (RunningApi api = RunningApi.start(database, broker)) {
            assertThat(api.port()).isPositive();
            await().atMost(Duration.ofSeconds(5)).until(() -> rows() == 0);
        }

        assertThat(ApiWorld.drain(broker, QUEUE))
                .singleElement()
                .extracting(message -> message.getProps().getHeaders().get("vestnik-attempt"))
                .isEqualTo(1);
    }

    @Test
    void twoInstancesPublishEachRowOnce() {
        insertRows(10_000);

        try (RunningApi one = RunningApi.start(database, broker);
                RunningApi other = RunningApi.start(database, broker)) {
            post(one.client(), 20);
            post(other.client(), 20);
            await().atMost(Duration.ofSeconds(60)).until(() -> rows() == 0);
        }

        // A process that is held up for longer than its lease loses its rows to the other one.
        List<String> published = published();
        assertThat(published).hasSizeBetween(10_040, 10_440);
        assertThat(Set.copyOf(published)).hasSize(10_040);
    }

    @Test
    void aMessageThatNobodyTakesStaysAndSaysWhy() throws Exception {
        try (RunningApi api = RunningApi.start(database, broker)) {
            unbind();
            String id = post(api.client(), 1).getFirst();

            await().until(() -> rows() == 1 && row().problem() != null);
            assertThat(row().problem()).contains("no queue");
            assertThat(
                            api.client()
                                    .get("/api/v1/notifications/" + id)
                                    .json()
                                    .path("reason")
                                    .asString())
                    .contains("no queue");
            await().atMost(Duration.ofSeconds(10)).until(() -> row().tries() >= 2);
            RunningApi.declareQueues(broker);
            await().atMost(Duration.ofSeconds(30)).until(() -> rows() == 0);
            assertThat(published()).containsExactly(id);
        }
    }

    private void unbind() throws Exception {
        try (var connection = broker.connectionFactory().newConnection("unbind");
                var channel = connection.createChannel()) {
            channel.queueUnbind(
                    QUEUE, Topology.SEND, Topology.sendKey(Channel.EMAIL, Priority.NORMAL));
        }
    }

    @Test
    void aRefusedMessageIsTriedLessAndLessOften() throws Exception {
        try (var connection = broker.connectionFactory().newConnection("full queue");
                var channel = connection.createChannel()) {
            channel.queueDelete(QUEUE);
            channel.queueDeclare(
                    QUEUE,
                    true,
                    false,
                    false,
                    Map.of(
                            "x-queue-type",
                            "quorum",
                            "x-max-length",
                            1,
                            "x-overflow",
                            "reject-publish"));
            channel.queueBind(
                    QUEUE, Topology.SEND, Topology.sendKey(Channel.EMAIL, Priority.NORMAL));
        }
        // Not RunningApi.start: it would declare the queue as it should be.
        try (RunningApi api = RunningApi.startWithQueuesAsTheyAre(database, broker)) {
            post(api.client(), 50);
            await().atMost(Duration.ofSeconds(10)).until(() -> triesTogether() >= 2);
            long seconds = 8;
            int before = triesTogether();
            await().pollDelay(Duration.ofSeconds(seconds)).until(() -> true);
            assertThat(triesTogether() - before).isLessThan((int) (rows() * seconds));
            assertThat(sql.sql("select distinct problem from outbox").query(String.class).list())
                    .allMatch(problem -> problem.contains("refused"));
        }
    }

    private int triesTogether() {
        return sql.sql("select coalesce(sum(tries), 0) from outbox").query(Integer.class).single();
    }

    @Test
    void aBrokerThatIsDownNeitherFailsNorSlowsAPost() {
        try (RunningApi api = RunningApi.startWithoutBroker(database)) {
            long start = System.nanoTime();
            post(api.client(), 50);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(5));
            assertThat(rows()).isEqualTo(50);
            await().until(() ->
                    sql.sql("select count(*) from outbox where problem like '%reached%'")
                                    .query(Long.class)
                                    .single()
                            > 0);
            String readiness =
                    new ApiClient("http://127.0.0.1:" + api.actuatorPort(), "none")
                            .get("/actuator/health/readiness")
                            .response()
                            .body();
            assertThat(readiness).contains("\"status\":\"UP\"");
        }
        assertThat(rows()).isEqualTo(50);
    }
}
