package io.vestnik.vk;

import io.vestnik.contract.Channel;
import io.vestnik.delivery.ChannelSender;
import io.vestnik.delivery.Delivery;
import io.vestnik.delivery.Handover;
import io.vestnik.delivery.Outcome;
import io.vestnik.delivery.Outcome.Accepted;
import io.vestnik.delivery.Outcome.Deferred;
import io.vestnik.delivery.Outcome.Uncertain;
import io.vestnik.delivery.Reachability;
import io.vestnik.delivery.Reply;
import io.vestnik.delivery.limit.Limits;
import io.vestnik.delivery.limit.Limits.Turn;
import io.vestnik.delivery.limit.Rate;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * Sends one message by VK's {@code messages.send}, and never twice. VK drops a second message with
 * the same {@code random_id} for an hour; when an answer was lost, however long ago, the dialogue
 * itself is asked before anything is sent again.
 */
final class VkSender implements ChannelSender, AutoCloseable {
    /** VK shows so many messages of a dialogue in one call. */
    private static final int PAGE = 200;

    private static final int MOST_PAGES = 10;

    /** Between VK's clock and ours. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);

    /** After a captcha, so that not every message meets it. */
    private static final Duration UNTIL_A_PERSON_ACTED = Duration.ofMinutes(10);

    /** The right {@code messages} in the mask of a community's token. */
    private static final int MAY_SEND = 4096;

    private static final List<Rate> NO_OTHERS = List.of();

    private final VkApi api;
    private final Limits limits;
    private volatile boolean tokenWorks;

    VkSender(VkProperties settings, LongSupplier nanoTime) {
        this.api = new VkApi(settings);
        this.limits =
                new Limits(
                        List.of(Rate.perSecond(settings.perSecond())),
                        settings.patience(),
                        nanoTime);
    }

    @Override
    public Channel channel() {
        return Channel.VK;
    }

    @Override
    public Optional<Duration> notBefore(String recipient) {
        return Optional.of(limits.waitFor(recipient, NO_OTHERS)).filter(limits::isLong);
    }

    @Override
    public Outcome send(Delivery delivery, Handover handover) {
        if (delivery.inDoubt()) {
            Optional<Outcome> settled = look(delivery);
            if (settled.isPresent()) {
                return settled.get();
            }
        }
        return inTurn(
                        delivery.recipient(),
                        () -> {
                            handover.begin();
                            return api.call("messages.send", message(delivery));
                        },
                        answer -> Optional.of(sent(answer)))
                .orElseThrow();
    }

    /** Not every call shows that the token may send: this does, and the rights that it has. */
    private Outcome sent(VkAnswer answer) {
        tokenWorks = tokenWorks || answer instanceof VkAnswer.Response;
        return VkReplies.outcome(answer, tokenWorks);
    }

    private static Map<String, String> message(Delivery delivery) {
        String text = delivery.content().text();
        return Map.of(
                "peer_id", delivery.recipient(),
                "message", text == null ? "" : text,
                "random_id", Integer.toString(randomId(delivery.id())));
    }

    /** The same in every attempt; never 0, which would switch VK's check off. */
    static int randomId(UUID id) {
        ByteBuffer bytes =
                ByteBuffer.allocate(16)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.array());
            int number = ByteBuffer.wrap(hash).getInt();
            return number == 0 ? 1 : number;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How the matter ends when it needs no sending; empty when the message is not there. */
    private Optional<Outcome> look(Delivery delivery) {
        Instant oldest = delivery.createdAt().minus(CLOCKS_DIFFER);
        for (int page = 0; page < MOST_PAGES; page++) {
            int offset = page * PAGE;
            Look look = new Look(randomId(delivery.id()), oldest, offset + PAGE);
            Optional<Outcome> settled =
                    inTurn(
                            delivery.recipient(),
                            () ->
                                    api.call(
                                            "messages.getHistory",
                                            Map.of(
                                                    "peer_id", delivery.recipient(),
                                                    "count", Integer.toString(PAGE),
                                                    "offset", Integer.toString(offset))),
                            look::at);
            if (settled.isPresent() || look.sawAll) {
                return settled;
            }
        }
        return Optional.of(
                new Uncertain(
                        Reply.of(
                                "An answer was lost, and the last %d messages of the dialogue do not show whether VK took the message"
                                        .formatted(MOST_PAGES * PAGE))));
    }

    /** Looks for one message on one page of a dialogue, newest first. */
    private final class Look {
        private final int randomId;
        private final Instant oldest;
        private final int end;
        boolean sawAll;

        Look(int randomId, Instant oldest, int end) {
            this.randomId = randomId;
            this.oldest = oldest;
            this.end = end;
        }

        Optional<Outcome> at(VkAnswer answer) {
            if (!(answer instanceof VkAnswer.Response(JsonNode history))) {
                return Optional.of(unsettled(VkReplies.outcome(answer, tokenWorks)));
            }
            JsonNode items = history.path("items");
            if (!items.isArray()) {
                return Optional.of(Deferred.unreachable(Reply.of("VK's answer has no items")));
            }
            // Not by how many there are here: messages that are not shown may be left out.
            sawAll = end >= history.path("count").asLong(items.isEmpty() ? 0 : Long.MAX_VALUE);
            for (JsonNode item : items) {
                if (item.path("out").asInt(0) == 1 && item.path("random_id").asInt(0) == randomId) {
                    return Optional.of(found(item));
                }
                Instant at = Instant.ofEpochSecond(item.path("date").asLong(0));
                sawAll = sawAll || at.isBefore(oldest);
            }
            return Optional.empty();
        }

        private static Outcome found(JsonNode item) {
            return new Accepted(
                    Reply.of(
                            "message %s was there already, from the attempt whose answer was lost"
                                    .formatted(item.path("id").asString(""))));
        }

        /**
         * Nothing was handed over in this attempt, whatever became of the question; and a dialogue
         * that may not be read does not say that the message is not in it.
         */
        private static Outcome unsettled(Outcome outcome) {
            return switch (outcome) {
                case Uncertain(Reply reply) -> Deferred.unreachable(reply);
                case Outcome.Refused(Reply reply)
                        when !reply.text().startsWith(VkReplies.A_PERSON_HAS_TO_ACT) ->
                        new Uncertain(
                                Reply.of(
                                        "An answer was lost, and the dialogue may not be read: "
                                                + reply.text()));
                default -> outcome;
            };
        }
    }

    private Optional<Outcome> inTurn(
            String peer,
            Supplier<VkAnswer> call,
            java.util.function.Function<VkAnswer, Optional<Outcome>> read) {
        Optional<Turn> turn = limits.take(peer, NO_OTHERS);
        if (turn.isEmpty()) {
            return Optional.of(waitsItsTurn(peer));
        }
        VkAnswer answer;
        try (Turn _ = turn.get()) {
            answer = call.get();
        }
        learn(peer, answer);
        return read.apply(answer);
    }

    private void learn(String peer, VkAnswer answer) {
        if (answer instanceof VkAnswer.Failure(int code, _)) {
            switch (code) {
                case 5, 27, 28 -> tokenWorks = false;
                case 6 -> limits.closeAll(VkReplies.A_SECOND);
                case 9 -> limits.close(peer, NO_OTHERS, VkReplies.FLOODED);
                case 29 -> limits.closeAll(VkReplies.RATE_LIMITED);
                default -> {}
            }
            if (VkReplies.needsAPerson(answer)) {
                limits.closeAll(UNTIL_A_PERSON_ACTED);
            }
        }
    }

    private Outcome waitsItsTurn(String peer) {
        Duration wait = limits.waitFor(peer, NO_OTHERS);
        return Deferred.limited(
                Reply.of(
                        "Not sent: VK's limits leave no room for %d s"
                                .formatted(wait.toSeconds() + 1)),
                wait);
    }

    @Override
    public Reachability probe() {
        try (Turn _ = limits.take("", NO_OTHERS).orElse(null)) {
            VkAnswer answer = api.call("groups.getTokenPermissions", Map.of());
            if (answer instanceof VkAnswer.Response(JsonNode rights)
                    && rights.path("mask").isIntegralNumber()) {
                tokenWorks = (rights.path("mask").asLong() & MAY_SEND) != 0;
                if (!tokenWorks) {
                    return new Reachability.SetUp(
                            Reply.of("The community's token has no right to send messages"));
                }
            }
            return VkReplies.reachability(answer);
        }
    }

    @Override
    public void close() {
        api.close();
    }
}
