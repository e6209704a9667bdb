package io.vestnik.telegram;

import io.vestnik.contract.Content;
import io.vestnik.delivery.Delivery;
import io.vestnik.delivery.Outcome;
import io.vestnik.testkit.http.ScriptedTelegram;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** A sender in front of a scripted Bot API. */
final class TelegramTestBed implements AutoCloseable {
    static final String TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";
    static final Duration DEADLINE = Duration.ofMillis(700);

    final ScriptedTelegram telegram;
    final TelegramSender sender;

    /** Added to the real time, to let hours go by. */
    final AtomicLong shift = new AtomicLong();

    private TelegramTestBed(ScriptedTelegram telegram, TelegramProperties settings) {
        this.telegram = telegram;
        this.sender = new TelegramSender(settings, () -> System.nanoTime() + shift.get());
    }

    static TelegramTestBed withoutLimits(int longestText) {
        var telegram = new ScriptedTelegram(0, TOKEN, longestText, Clock.systemUTC());
        telegram.forgetLimits();
        return new TelegramTestBed(telegram, settings(telegram.address(), 1000, 1000));
    }

    static TelegramTestBed withLimits() {
        var telegram = new ScriptedTelegram(0, TOKEN, Clock.systemUTC());
        return new TelegramTestBed(telegram, settings(telegram.address(), 30, 1));
    }

    static TelegramProperties settings(URI api, int perSecond, int perChatSecond) {
        return new TelegramProperties(
                TOKEN,
                api,
                perSecond,
                perChatSecond,
                20,
                Duration.ofSeconds(2),
                Duration.ofMillis(500),
                DEADLINE);
    }

    static Delivery delivery(String chat, Content content, Delivery.Attachment... files) {
        return new Delivery(
                UUID.randomUUID(),
                1,
                chat,
                content,
                List.of(files),
                Instant.parse("2026-11-22T09:00:00Z"));
    }

    static Content text(String text) {
        return new Content(null, text, null, null, null, Map.of());
    }

    Outcome send(String chat, String text) {
        return sender.send(delivery(chat, text(text)), () -> {});
    }

    @Override
    public void close() {
        sender.close();
        telegram.close();
    }
}
