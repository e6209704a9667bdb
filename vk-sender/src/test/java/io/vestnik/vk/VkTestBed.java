package io.vestnik.vk;

import io.vestnik.contract.Content;
import io.vestnik.delivery.Delivery;
import io.vestnik.delivery.Outcome;
import io.vestnik.testkit.TickingClock;
import io.vestnik.testkit.http.ScriptedVk;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** A sender in front of a scripted VK, whose clock the test moves. */
final class VkTestBed implements AutoCloseable {
    static final String TOKEN = "vk1.a.AbCdEfGhIjKlMnOpQrStUvWxYz0123456789";
    static final Duration DEADLINE = Duration.ofMillis(700);
    static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

    final TickingClock clock = TickingClock.at(NOW);
    final ScriptedVk vk = new ScriptedVk(0, TOKEN, clock);
    final VkSender sender;

    /** Added to the real time, to let hours go by. */
    final AtomicLong shift = new AtomicLong();

    VkTestBed(int perSecond) {
        sender =
                new VkSender(
                        settings(TOKEN, vk.address(), perSecond),
                        () -> System.nanoTime() + shift.get());
    }

    static VkProperties settings(String token, URI api, int perSecond) {
        return new VkProperties(
                token, api, perSecond, Duration.ofSeconds(2), Duration.ofMillis(500), DEADLINE);
    }

    static Delivery delivery(String peer, String text) {
        return again(UUID.randomUUID(), 1, peer, text, false);
    }

    static Delivery again(UUID id, int attempt, String peer, String text, boolean inDoubt) {
        return new Delivery(
                id,
                attempt,
                peer,
                new Content(null, text, null, null, null, Map.of()),
                List.of(),
                NOW,
                inDoubt);
    }

    Outcome send(Delivery delivery) {
        return sender.send(delivery, () -> {});
    }

    @Override
    public void close() {
        sender.close();
        vk.close();
    }
}
