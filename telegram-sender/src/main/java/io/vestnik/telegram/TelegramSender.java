package io.vestnik.telegram;

import io.vestnik.contract.Channel;
import io.vestnik.delivery.ChannelSender;
import io.vestnik.delivery.Delivery;
import io.vestnik.delivery.Handover;
import io.vestnik.delivery.Outcome;
import io.vestnik.delivery.Outcome.Deferred;
import io.vestnik.delivery.Reachability;
import io.vestnik.delivery.Reply;
import io.vestnik.delivery.http.CallResult;
import io.vestnik.delivery.http.FarSideHttp;
import io.vestnik.delivery.limit.Limits.Turn;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Sends one message by the Bot API in one call, or in up to three where the first was refused for a
 * reason that can be helped. The API knows no identifier by which it would recognise a copy, so a
 * lost answer stays uncertain.
 */
final class TelegramSender implements ChannelSender, AutoCloseable {
    private static final int MOST_REMEMBERED = 1000;

    private final FarSideHttp http;
    private final TelegramLimits limits;

    /** The numbers of groups that have become supergroups, by those they had before. */
    private final Map<String, String> moved = new ConcurrentHashMap<>();

    TelegramSender(TelegramProperties settings, LongSupplier nanoTime) {
        this.http = new FarSideHttp(settings.http());
        this.limits = new TelegramLimits(settings, nanoTime);
    }

    @Override
    public Channel channel() {
        return Channel.TELEGRAM;
    }

    @Override
    public Optional<String> lane(String recipient) {
        return Optional.of(recipient);
    }

    /** Telegram takes one message a second for a chat. */
    @Override
    public boolean oneByOne(String lane) {
        return true;
    }

    @Override
    public void tookOver() {
        limits.tookOver();
    }

    @Override
    public Optional<Duration> notBefore(String recipient) {
        return limits.longWaitFor(moved.getOrDefault(recipient, recipient));
    }

    @Override
    public Outcome send(Delivery delivery, Handover handover) {
        TelegramForm form = TelegramForm.first(delivery, moved.get(delivery.recipient()));
        boolean handedOver = false;
        while (true) {
            Optional<Turn> turn = limits.take(form.chat());
            if (turn.isEmpty()) {
                return waitsItsTurn(form.chat());
            }
            CallResult result;
            try (Turn _ = turn.get()) {
                if (!handedOver) {
                    handover.begin();
                    handedOver = true;
                }
                result = call(delivery, form);
            }
            Optional<TelegramForm> other = form.after(result, delivery);
            if (other.isEmpty()) {
                return form.told(outcome(form.chat(), result));
            }
            form = other.get();
            remember(delivery.recipient(), form);
        }
    }

    /** So that not each message asks at the old number first. */
    private void remember(String recipient, TelegramForm form) {
        if (form.moved() && moved.size() < MOST_REMEMBERED) {
            moved.put(recipient, form.chat());
        }
    }

    private CallResult call(Delivery delivery, TelegramForm form) {
        TelegramRequest request = TelegramRequest.of(delivery, form);
        return http.post(
                path(request.method()),
                request.contentType(),
                request.body(),
                // Telegram ignores it; a proxy or an own Bot API server can tell copies by it.
                Map.of("Idempotency-Key", delivery.id().toString()));
    }

    private static String path(String method) {
        return "/bot" + FarSideHttp.SECRET + "/" + method;
    }

    private Outcome outcome(String chat, CallResult result) {
        Outcome outcome = TelegramReplies.outcome(result);
        if (outcome instanceof Deferred deferred && deferred.notBefore() != null) {
            limits.told(chat, deferred.notBefore());
        }
        return outcome;
    }

    private Outcome waitsItsTurn(String chat) {
        Duration wait = limits.waitFor(chat);
        return Deferred.limited(
                Reply.of(
                        "Not sent: Telegram's limits leave no room for %d s"
                                .formatted(wait.toSeconds() + 1)),
                wait);
    }

    @Override
    public Reachability probe() {
        return TelegramReplies.reachability(
                http.post(path("getMe"), "application/json", new byte[0], Map.of()));
    }

    @Override
    public void close() {
        http.close();
    }
}
