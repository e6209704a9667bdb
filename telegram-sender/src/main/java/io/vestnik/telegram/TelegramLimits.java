package io.vestnik.telegram;

import io.vestnik.contract.telegram.TelegramChat;
import io.vestnik.delivery.limit.Limits;
import io.vestnik.delivery.limit.Limits.Turn;
import io.vestnik.delivery.limit.Rate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What Telegram allows a bot, its chats and its groups, and what it has said since. What a sender
 * before has sent is known to nobody: seconds of it are over when this one has started, but for its
 * groups that minute is waited out when there was one.
 */
final class TelegramLimits {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Limits limits;
    private final LongSupplier nanoTime;
    private final List<Rate> ofChat;
    private final List<Rate> ofGroup;

    /** The chat that was told last to wait, and until when. */
    private String toldChat = "";

    private long toldUntil;

    private final long startedAt;
    private volatile boolean tookOver;

    TelegramLimits(TelegramProperties settings, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.startedAt = nanoTime.getAsLong();
        this.limits =
                new Limits(
                        List.of(Rate.perSecond(settings.perSecond())),
                        settings.patience(),
                        nanoTime);
        this.ofChat = List.of(Rate.perSecond(settings.perChatSecond()));
        this.ofGroup = List.of(ofChat.getFirst(), new Rate(settings.perGroupMinute(), MINUTE));
    }

    private List<Rate> rates(String chat) {
        return isGroup(chat) ? ofGroup : ofChat;
    }

    private static boolean isGroup(String chat) {
        return TelegramChat.parse(chat).isGroup();
    }

    Optional<Turn> take(String chat) {
        return unknownFor(chat).isPositive() ? Optional.empty() : limits.take(chat, rates(chat));
    }

    Duration waitFor(String chat) {
        Duration unknown = unknownFor(chat);
        Duration known = limits.waitFor(chat, rates(chat));
        return unknown.compareTo(known) > 0 ? unknown : known;
    }

    /** Whoever was at work before this one started may have sent to its groups. */
    void tookOver() {
        tookOver = true;
    }

    private Duration unknownFor(String chat) {
        Duration left = MINUTE.minusNanos(nanoTime.getAsLong() - startedAt);
        return tookOver && left.isPositive() && isGroup(chat) ? left : Duration.ZERO;
    }

    Optional<Duration> longWaitFor(String chat) {
        return Optional.of(waitFor(chat)).filter(limits::isLong);
    }

    /**
     * Telegram wants nothing for so long. It does not say of whom: of this chat, unless another one
     * was told to wait as well and its time is not over; then of the bot, for as long as both say.
     */
    synchronized void told(String chat, Duration wait) {
        long now = nanoTime.getAsLong();
        limits.close(chat, rates(chat), wait);
        Duration other = Duration.ofNanos(toldUntil - now);
        if (!toldChat.isEmpty() && !toldChat.equals(chat) && other.isPositive()) {
            limits.closeAll(other.compareTo(wait) < 0 ? other : wait);
        }
        toldChat = chat;
        toldUntil = now + wait.toNanos();
    }
}
