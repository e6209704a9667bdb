package io.vestnik.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vestnik.contract.Content;
import io.vestnik.delivery.Delivery;
import io.vestnik.delivery.Delivery.Attachment;
import io.vestnik.delivery.Outcome;
import io.vestnik.delivery.Outcome.Accepted;
import io.vestnik.delivery.Outcome.Deferred;
import io.vestnik.delivery.Reachability;
import io.vestnik.testkit.http.ChatMessage;
import io.vestnik.testkit.http.ScriptedTelegram;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelegramSenderTest {
    private final TelegramTestBed bed = TelegramTestBed.withLimits();

    @AfterEach
    void close() {
        bed.close();
    }

    private ChatMessage only() {
        assertThat(bed.telegram.messages()).hasSize(1);
        return bed.telegram.messages().getFirst();
    }

    @Test
    void htmlIsSentAsItWasGiven() {
        Content html = new Content(null, null, "a &lt; <b>b</b>", null, null, Map.of());

        Outcome outcome = bed.sender.send(TelegramTestBed.delivery("@shop_news", html), () -> {});

        assertThat(outcome).isInstanceOf(Accepted.class);
        assertThat(only().text()).isEqualTo("a &lt; <b>b</b>");
        assertThat(only().chat()).isEqualTo("@shop_news");
    }

    @ParameterizedTest
    @CsvSource({
        "image/png, Чек №42.png, Чек №42.png",
        "application/pdf, 'a\"b.pdf', a'b.pdf",
        "application/pdf, 'Act; name=caption; 2.pdf', 'Act, name=caption, 2.pdf'",
    })
    void aFileIsSentWithItsCaption(String type, String name, String shown) {
        byte[] bytes = {0, '\r', '\n', '-', '-', (byte) 0xFF, (byte) 0xD8};
        Delivery delivery =
                TelegramTestBed.delivery(
                        "42", TelegramTestBed.text("Ваш чек"), new Attachment(name, type, bytes));

        assertThat(bed.sender.send(delivery, () -> {})).isInstanceOf(Accepted.class);

        assertThat(only().text()).isEqualTo("Ваш чек");
        assertThat(only().file()).isEqualTo(shown + ", 7 B");
    }

    private static Delivery picture(String chat) {
        return TelegramTestBed.delivery(
                chat,
                TelegramTestBed.text("Ваш чек"),
                new Attachment("receipt.png", "image/png", new byte[7]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PHOTO_INVALID_DIMENSIONS", "PHOTO_SAVE_FILE_INVALID"})
    void aPictureThatDoesNotDoAsAPhotoIsSentAsADocumentInTheSameAttempt(String words) {
        var handovers = new AtomicInteger();
        bed.telegram.refusePhotos("Bad Request: " + words);

        Outcome outcome = bed.sender.send(picture("42"), handovers::incrementAndGet);

        assertThat(outcome).isInstanceOf(Accepted.class);
        assertThat(outcome.reply().text()).contains("as a document");
        assertThat(only().text()).isEqualTo("Ваш чек");
        assertThat(only().file()).isEqualTo("receipt.png, 7 B");
        assertThat(bed.telegram.calls()).containsExactly("sendPhoto", "sendDocument");
        assertThat(handovers).hasValue(1);
        assertThat(bed.telegram.exceeded()).containsExactly(0, 0, 0);
    }

    @Test
    void aPhotoForAGroupThatMovedFollowsItAsADocument() {
        bed.telegram.refusePhotos("Bad Request: PHOTO_INVALID_DIMENSIONS");
        bed.telegram.move("-42", "-1001234567890");

        Outcome outcome = bed.sender.send(picture("-42"), () -> {});

        assertThat(outcome.reply().text())
                .contains("as a document")
                .contains("write to -1001234567890 from now on");
        assertThat(only().chat()).isEqualTo("-1001234567890");
    }

    @Test
    void aDocumentThatIsRefusedTooIsRefused() {
        bed.telegram.answerNext(
                ScriptedTelegram.error(400, "Bad Request: PHOTO_INVALID_DIMENSIONS", Map.of()),
                ScriptedTelegram.error(400, "Bad Request: PHOTO_INVALID_DIMENSIONS", Map.of()));

        assertThat(bed.sender.send(picture("42"), () -> {})).isInstanceOf(Outcome.Refused.class);
        assertThat(bed.telegram.messages()).isEmpty();
    }

    @Test
    void anAnswerThatIsLostAfterTheSecondCallIsUncertain() {
        bed.telegram.answerNext(
                ScriptedTelegram.error(400, "Bad Request: PHOTO_INVALID_DIMENSIONS", Map.of()));
        bed.telegram.cutAfterHandover();

        assertThat(bed.sender.send(picture("42"), () -> {})).isInstanceOf(Outcome.Uncertain.class);
        assertThat(bed.telegram.messages()).hasSize(1);
    }

    @Test
    void aGroupThatMovedIsFollowedOnce() {
        bed.telegram.move("-42", "-1001234567890");

        Outcome outcome = bed.send("-42", "hello");

        assertThat(outcome).isInstanceOf(Accepted.class);
        assertThat(outcome.reply().text()).contains("write to -1001234567890 from now on");
        assertThat(only().chat()).isEqualTo("-1001234567890");

        bed.telegram.move("-43", "-44");
        bed.telegram.move("-44", "-45");
        assertThat(bed.send("-43", "hello")).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void theNumberOfAGroupThatMovedIsKnownForTheNextMessage() {
        try (var fast = TelegramTestBed.withoutLimits(100)) {
            fast.telegram.move("-42", "-1001234567890");
            assertThat(fast.send("-42", "first")).isInstanceOf(Accepted.class);
            var handovers = new AtomicInteger();

            Outcome second =
                    fast.sender.send(
                            TelegramTestBed.delivery("-42", TelegramTestBed.text("second")),
                            handovers::incrementAndGet);

            assertThat(second.reply().text()).contains("write to -1001234567890 from now on");
            assertThat(fast.telegram.calls()).hasSize(3);
            assertThat(handovers).hasValue(1);
            fast.telegram.answerNext(ScriptedTelegram.limited(60));
            fast.send("-42", "third");
            assertThat(fast.sender.notBefore("-42")).isPresent();
        }
    }

    @Test
    void aChatThatIsToldToWaitWaitsAndOthersGoOn() {
        bed.telegram.answerNext(ScriptedTelegram.limited(14_400));

        assertThat(bed.send("1", "first"))
                .isInstanceOfSatisfying(
                        Deferred.class,
                        deferred -> {
                            assertThat(deferred.notBefore()).isEqualTo(Duration.ofHours(4));
                            assertThat(deferred.free()).isTrue();
                        });

        assertThat(bed.sender.notBefore("1").orElseThrow()).isGreaterThan(Duration.ofMinutes(239));
        assertThat(bed.sender.notBefore("2")).isEmpty();
        assertThat(bed.send("2", "other")).isInstanceOf(Accepted.class);
        bed.shift.addAndGet(Duration.ofHours(4).toNanos());
        assertThat(bed.sender.notBefore("1")).isEmpty();
        // The fake's second is a real one.
        await().untilAsserted(
                        () -> assertThat(bed.send("1", "again")).isInstanceOf(Accepted.class));
    }

    @Test
    void whenTwoChatsAreToldToWaitTheWholeBotDoes() {
        bed.telegram.answerNext(ScriptedTelegram.limited(60), ScriptedTelegram.limited(90));

        bed.send("1", "first");
        bed.send("2", "second");

        assertThat(bed.sender.notBefore("3").orElseThrow())
                .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
        assertThat(bed.send("3", "third"))
                .isInstanceOfSatisfying(
                        Deferred.class, deferred -> assertThat(deferred.free()).isTrue());
        assertThat(bed.telegram.messages()).isEmpty();
    }

    @Test
    void aChatThatIsToWaitForHoursDoesNotCloseTheBotForHours() {
        bed.telegram.answerNext(ScriptedTelegram.limited(30), ScriptedTelegram.limited(14_400));

        bed.send("1", "first");
        bed.send("2", "second");

        assertThat(bed.sender.notBefore("3").orElseThrow())
                .isLessThanOrEqualTo(Duration.ofSeconds(30));
        assertThat(bed.sender.notBefore("2").orElseThrow()).isGreaterThan(Duration.ofMinutes(239));
    }

    @Test
    void manyAtOnceNeverExceedTheLimits() throws Exception {
        var outcomes = new ConcurrentLinkedQueue<Outcome>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            // Three to each of a few, one to each of the others.
            String chat = Integer.toString(i < 15 ? 1 + i / 3 : 100 + i);
            threads.add(Thread.ofVirtual().start(() -> outcomes.add(bed.send(chat, "hello"))));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(outcomes).hasSize(70);
        assertThat(bed.telegram.exceeded()).containsExactly(0, 0, 0);
        assertThat(outcomes)
                .allMatch(outcome ->
                        outcome instanceof Accepted
                                || outcome instanceof Deferred deferred && deferred.free());
        assertThat(outcomes.stream().filter(Accepted.class::isInstance).count())
                .isEqualTo(bed.telegram.messages().size())
                .isGreaterThanOrEqualTo(60);
    }

    @Test
    void theTwentyFirstMessageOfAMinuteToAGroupStandsBack() {
        var fast = TelegramTestBed.withoutLimits(100);
        for (int i = 0; i < 20; i++) {
            assertThat(fast.send("-7", "hello")).isInstanceOf(Accepted.class);
        }
        assertThat(fast.sender.notBefore("-7").orElseThrow()).isGreaterThan(Duration.ofSeconds(50));
        assertThat(fast.sender.notBefore("7")).isEmpty();
        fast.close();
    }

    @Test
    void whoTakesOverAtItsStartWaitsAMinuteForGroupsToWhichTheOneBeforeMayHaveSent() {
        assertThat(bed.sender.notBefore("-7")).isEmpty();

        bed.sender.tookOver();

        assertThat(bed.sender.notBefore("-7").orElseThrow())
                .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
        assertThat(bed.sender.notBefore("@shop_news")).isPresent();
        assertThat(bed.sender.notBefore("7")).isEmpty();
        assertThat(bed.send("7", "hello")).isInstanceOf(Accepted.class);
        assertThat(bed.send("-7", "hello"))
                .isInstanceOfSatisfying(
                        Deferred.class, deferred -> assertThat(deferred.free()).isTrue());
        bed.shift.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(bed.sender.notBefore("-7")).isEmpty();
        assertThat(bed.send("-7", "hello")).isInstanceOf(Accepted.class);
        // Of what it has sent since, it knows itself.
        bed.sender.tookOver();
        assertThat(bed.sender.notBefore("-7")).isEmpty();
    }

    @Test
    void aProbeFindsOutAboutTheToken() {
        assertThat(bed.sender.probe()).isInstanceOf(Reachability.Reachable.class);
        bed.telegram.beUnreachable();
        assertThat(bed.sender.probe()).isInstanceOf(Reachability.Unreachable.class);
        bed.telegram.accept();
        try (var stranger =
                new TelegramSender(
                        new TelegramProperties(
                                "999:" + "x".repeat(35),
                                bed.telegram.address(),
                                30,
                                1,
                                20,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2)),
                        System::nanoTime)) {
            assertThat(stranger.probe()).isInstanceOf(Reachability.SetUp.class);
        }
    }

    @Test
    void noOutcomeShowsTheToken() {
        List<Outcome> outcomes = new ArrayList<>();
        bed.telegram.cutAfterHandover();
        outcomes.add(bed.send("1", "a"));
        bed.telegram.hangAfterHandover();
        outcomes.add(bed.send("2", "b"));
        bed.telegram.refuse("no");
        outcomes.add(bed.send("3", "c"));
        bed.telegram.beUnreachable();
        outcomes.add(bed.send("4", "d"));

        assertThat(outcomes.toString()).doesNotContain("AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw");
        assertThat(TelegramTestBed.settings(URI.create("http://127.0.0.1:1"), 1, 1).toString())
                .doesNotContain("AAH");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "token", "123", "123456:short", "123456:" + "ж"})
    void aTokenThatIsNoneIsRefusedWithoutShowingIt(String token) {
        assertThatThrownBy(() ->
                        new TelegramProperties(
                                token,
                                URI.create("https://api.telegram.org"),
                                30,
                                1,
                                20,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("VESTNIK_TELEGRAM_TOKEN must be")
                .satisfies(refusal -> {
                    if (token.length() > 5) {
                        assertThat(refusal.getMessage()).doesNotContain(token);
                    }
                });
    }
}
