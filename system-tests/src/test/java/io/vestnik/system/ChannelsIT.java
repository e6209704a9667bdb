package io.vestnik.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The show order of docs/demo.md for Telegram and VK, and both through faults. */
class ChannelsIT {
    private static final Logger log = LoggerFactory.getLogger(ChannelsIT.class);

    private static final List<String> CHANNELS = List.of("telegram", "vk");

    /** Per channel; before a release 2,000: -Dvestnik.many=2000. */
    private static final int MANY = Integer.getInteger("vestnik.many", 100);

    private static final int MOST_IN_A_BATCH = 1000;
    private static final int TO_ONE_RECIPIENT = 4;

    private static final int BUSY = Integer.getInteger("vestnik.many", 40);
    private static final int OTHERS = 20;

    private static Installation vestnik;
    private static Api api;
    private static Map<String, Chats> chats;

    @BeforeAll
    static void up() {
        vestnik = Installation.prepare("channels", Map.of("VESTNIK_RETRY_WAITS", "2s,3s,4s"));
        vestnik.up("--fake-far-sides");
        api = vestnik.api();
        String page = vestnik.address("VESTNIK_FAR_SIDES");
        chats = Map.of("telegram", new Chats(page, "telegram"), "vk", new Chats(page, "vk"));
    }

    @AfterAll
    static void down() {
        vestnik.close();
    }

    @AfterEach
    void bringThemBack() {
        CHANNELS.forEach(channel -> {
            vestnik.vestnik("online", channel).mustSucceed();
            chats.get(channel).weather(0, 0, 0, 0);
        });
    }

    private static String accept(String channel, String recipient, String text) {
        var answer = api.post("/api/v1/notifications", notification(channel, recipient, text));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        return answer.id();
    }

    private static Map<String, Object> notification(String channel, String to, String text) {
        return Map.of("channel", channel, "recipient", to, "text", text, "maxAttempts", 50);
    }

    private static List<String> outcomes(String id) {
        return StreamSupport.stream(api.notification(id).path("attempts").spliterator(), false)
                .map(attempt -> attempt.path("outcome").asString())
                .toList();
    }

    @Test
    void online_itArrivesOnceWithinTwoSeconds() {
        for (String channel : CHANNELS) {
            accept(channel, "11", "warm-up");
            await().until(() -> chats.get(channel).count("warm-up") == 1);
            String id = accept(channel, "12", "Your order has shipped, " + channel);

            await().atMost(Duration.ofSeconds(2))
                    .until(() ->
                            chats.get(channel).count("Your order has shipped, " + channel) == 1);
            await().atMost(Duration.ofSeconds(5)).until(() -> api.status(id).equals("sent"));
            assertThat(outcomes(id)).containsExactly("accepted");
        }
    }

    @Test
    void offline_itClimbsTheLadderEndsWithAPersonAndIsDeliveredByARetry() {
        List<String> ids = new ArrayList<>();
        for (String channel : CHANNELS) {
            vestnik.vestnik("offline", channel).mustSucceed();
            var body = new java.util.HashMap<>(notification(channel, "13", "Nobody is at home"));
            body.put("maxAttempts", 4);
            ids.add(api.post("/api/v1/notifications", body).id());
        }
        assertThat(vestnik.vestnik("status").mustSucceed()).contains("offline: telegram vk");

        for (String id : ids) {
            await().atMost(Duration.ofSeconds(60)).until(() -> api.status(id).equals("manual"));
            assertThat(outcomes(id))
                    .containsExactly("deferred", "deferred", "deferred", "deferred");
        }
        for (String channel : CHANNELS) {
            String id = ids.get(CHANNELS.indexOf(channel));
            assertThat(vestnik.log(channel + "-sender"))
                    .filteredOn(line -> line.contains(id) && line.contains("ERROR"))
                    .singleElement()
                    .asString()
                    .contains("4 attempt")
                    .contains("refused");
            vestnik.vestnik("online", channel).mustSucceed();
            assertThat(api.retry(id).status()).isEqualTo(200);
            await().atMost(Duration.ofSeconds(15)).until(() -> api.status(id).equals("sent"));
            assertThat(chats.get(channel).count("Nobody is at home")).isEqualTo(1);
        }
    }

    @Test
    void aBusyChatDelaysTheOthersByNoMoreThanAFewSeconds() {
        List<Map<String, Object>> all = new ArrayList<>();
        IntStream.range(0, BUSY).forEach(i -> all.add(notification("telegram", "20", "busy " + i)));
        IntStream.range(0, OTHERS)
                .forEach(i -> all.add(notification("telegram", "" + (2_100 + i), "other " + i)));

        long begun = System.nanoTime();
        assertThat(api.post("/api/v1/notifications/batch", Map.of("notifications", all)).status())
                .isEqualTo(202);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> chats.get("telegram").countOf("other ") == OTHERS);
        Duration others = Duration.ofNanos(System.nanoTime() - begun);

        log.info(
                "{} others behind {} to one chat: {} ms, {} to that chat meanwhile",
                OTHERS,
                BUSY,
                others.toMillis(),
                chats.get("telegram").countOf("busy "));
        assertThat(others).isLessThan(Duration.ofSeconds(8));
        await().atMost(Duration.ofMinutes(6))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> chats.get("telegram").countOf("busy ") == BUSY);
        log.info(
                "All {} to the busy chat: {} s",
                BUSY,
                Duration.ofNanos(System.nanoTime() - begun).toSeconds());
        assertThat(chats.get("telegram").exceeded()).isZero();
    }

    @Test
    void throughLimitsBrokenGatewaysCutConnectionsAndKilledSendersNothingIsLost() throws Exception {
        for (String channel : CHANNELS) {
            chats.get(channel).weather(3, 4, 4, 6);
            postMany(channel);
        }
        for (String channel : CHANNELS) {
            await().atMost(Duration.ofSeconds(60)).until(() -> sent(channel) > MANY / 4);
            vestnik.kill(channel + "-sender");
        }
        vestnik.up();
        for (String channel : CHANNELS) {
            await().atMost(Duration.ofSeconds(60 + MANY / 3))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> sent(channel) == MANY);
            tell(channel);
            assertThat(chats.get(channel).exceeded()).as(channel).isZero();
        }

        Map<String, Integer> onTelegram = storm("telegram");
        assertThat(onTelegram).hasSize(MANY);
        assertThat(copiesBeyondTheFirst(onTelegram))
                .isLessThanOrEqualTo(number("channel = 'telegram' and outcome = 'uncertain'"));
        Map<String, Integer> onVk = storm("vk");
        assertThat(onVk).hasSize(MANY);
        assertThat(copiesBeyondTheFirst(onVk)).isZero();
        assertThat(number("channel = 'vk' and outcome = 'uncertain'")).isPositive();
    }

    private static void tell(String channel) throws SQLException {
        log.info(
                "{}: {} messages, {} more than once, {} attempts in doubt; most in one stretch {},"
                        + " beyond a limit {}",
                channel,
                storm(channel).size(),
                copiesBeyondTheFirst(storm(channel)),
                number("channel = '%s' and outcome = 'uncertain'".formatted(channel)),
                chats.get(channel).state().path("highest"),
                chats.get(channel).state().path("exceeded"));
    }

    private static void postMany(String channel) {
        List<Map<String, Object>> all =
                IntStream.range(0, MANY)
                        .mapToObj(i -> notification(channel, recipient(channel, i), "storm " + i))
                        .toList();
        for (int from = 0; from < MANY; from += MOST_IN_A_BATCH) {
            var batch = all.subList(from, Math.min(MANY, from + MOST_IN_A_BATCH));
            assertThat(
                            api.post("/api/v1/notifications/batch", Map.of("notifications", batch))
                                    .status())
                    .isEqualTo(202);
        }
    }

    /** In the long run a part goes to two groups, more than a group takes in a minute. */
    private static String recipient(String channel, int i) {
        boolean toGroup = MANY >= 1_000 && channel.equals("telegram") && i % 25 == 0;
        return toGroup ? "-" + (500 + i % 50) : "" + (1_000 + i / TO_ONE_RECIPIENT);
    }

    private static Map<String, Integer> storm(String channel) {
        Map<String, Integer> copies = chats.get(channel).copies();
        copies.keySet().removeIf(text -> !text.startsWith("storm "));
        return copies;
    }

    private static int copiesBeyondTheFirst(Map<String, Integer> copies) {
        return copies.values().stream().mapToInt(count -> count - 1).sum();
    }

    private static int sent(String channel) throws SQLException {
        return number(
                "channel = '%s' and status = 'sent' and content->>'text' like 'storm %%' and outcome = 'accepted'"
                        .formatted(channel));
    }

    /** Attempts, with their notifications, for which this holds. */
    private static int number(String condition) throws SQLException {
        try (var connection = vestnik.database().getConnection();
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "select count(*) from attempt join notification on id = notification_id where "
                                        + condition)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
