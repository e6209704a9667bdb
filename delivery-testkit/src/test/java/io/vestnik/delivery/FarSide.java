package io.vestnik.delivery;

import io.vestnik.contract.Channel;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/** A channel whose far side does what the test says, and remembers what it was given. */
final class FarSide implements ChannelSender {
    private final List<UUID> arrived = new CopyOnWriteArrayList<>();
    private volatile BiFunction<Delivery, Handover, Outcome> script = this::accept;

    @Override
    public Channel channel() {
        return Channel.EMAIL;
    }

    @Override
    public Outcome send(Delivery delivery, Handover handover) {
        return script.apply(delivery, handover);
    }

    void does(BiFunction<Delivery, Handover, Outcome> script) {
        this.script = script;
    }

    Outcome accept(Delivery delivery, Handover handover) {
        handover.begin();
        arrived.add(delivery.id());
        return new Outcome.Accepted(Reply.of("250 taken"));
    }

    static Outcome defer(Delivery delivery, Handover handover) {
        return new Outcome.Deferred(Reply.of("451 try later"));
    }

    /** How often this notification arrived. */
    long copies(UUID id) {
        return arrived.stream().filter(id::equals).count();
    }
}
