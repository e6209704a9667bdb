package io.vestnik.delivery;

import io.vestnik.contract.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/** A channel whose far side does what the test says, and remembers what it was given. */
final class FarSide implements ChannelSender {
    private final List<UUID> arrived = new CopyOnWriteArrayList<>();
    private final Map<String, Duration> rests = new ConcurrentHashMap<>();
    private volatile String oneByOne = "";
    private volatile BiFunction<Delivery, Handover, Outcome> script = this::accept;
    private volatile Reachability reachability = new Reachability.Reachable(Reply.of("220"));

    @Override
    public Channel channel() {
        return Channel.EMAIL;
    }

    @Override
    public Outcome send(Delivery delivery, Handover handover) {
        return script.apply(delivery, handover);
    }

    @Override
    public Optional<String> lane(String recipient) {
        return Optional.of(recipient.substring(recipient.indexOf('@') + 1));
    }

    @Override
    public Optional<Duration> notBefore(String recipient) {
        return Optional.ofNullable(rests.get(recipient));
    }

    @Override
    public boolean oneByOne(String lane) {
        return lane.equals(oneByOne);
    }

    /** The messages of this lane have to wait for each other. */
    void takesOneByOne(String lane) {
        oneByOne = lane;
    }

    /** Wants nothing for this recipient for so long, until that is taken back with null. */
    void rests(String recipient, Duration rest) {
        if (rest == null) {
            rests.remove(recipient);
        } else {
            rests.put(recipient, rest);
        }
    }

    @Override
    public Reachability probe() {
        return reachability;
    }

    /** What it answers to probes. */
    void answersProbes(Reachability answer) {
        reachability = answer;
    }

    /** Nobody gets through to it, until {@link #comeBack}. */
    void goAway() {
        answersProbes(new Reachability.Unreachable(Reply.of("refused the connection")));
        does((_, _) -> Outcome.Deferred.unreachable(Reply.of("refused the connection")));
    }

    /** Takes everything. */
    void comeBack() {
        does(this::accept);
        answersProbes(new Reachability.Reachable(Reply.of("220")));
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

    /** How many have arrived. */
    int arrivals() {
        return arrived.size();
    }

    /** How often this notification arrived. */
    long copies(UUID id) {
        return arrived.stream().filter(id::equals).count();
    }
}
