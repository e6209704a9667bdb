package io.vestnik.testkit;

import io.vestnik.contract.Content;
import io.vestnik.delivery.ChannelSender;
import io.vestnik.delivery.Delivery;
import io.vestnik.delivery.Handover;
import io.vestnik.delivery.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a channel says about itself so that the contract can be tried on it. */
public abstract class ScriptedChannel {
    private static final Instant ACCEPTED_AT = Instant.parse("2026-11-22T09:00:00Z");
    // On top of the deadline, for a machine that is busy with something else.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** For a test class to extend. */
    protected ScriptedChannel() {}

    /** The sender under test, connected to the far side. */
    protected abstract ChannelSender sender();

    /** The far side of this test. */
    protected abstract FarSide farSide();

    /** Somebody who can be reached, in the form in which the API accepts it. */
    protected abstract String recipient();

    /** How long one attempt may take with the settings of this test; best a second or less. */
    protected abstract Duration deadline();

    /** What is sent; a channel without subjects leaves them out. */
    protected Content content(String text) {
        return new Content(
                "Your order has shipped: Заказ №42 📦", text, null, null, null, Map.of());
    }

    /**
     * Whether the far side says something before the handover. False on a channel where an attempt
     * is a single request: there every answer comes after it, and silence leaves everything open.
     */
    protected boolean answersBeforeHandover() {
        return true;
    }

    /** A new delivery, the first attempt of its notification. */
    protected final Delivery delivery(String text) {
        return new Delivery(
                UUID.randomUUID(), 1, recipient(), content(text), List.of(), ACCEPTED_AT);
    }

    /** Sends and gives the outcome, which must be there within the deadline. */
    protected final Outcome send(Delivery delivery) throws Exception {
        return send(delivery, new CountedHandovers(farSide()));
    }

    /** Sends with this handover; what it throws comes out. */
    protected final Outcome send(Delivery delivery, Handover handover) throws Exception {
        return Attempts.outcomeWithin(
                deadline().plus(PATIENCE), Attempts.begin(sender(), delivery, handover));
    }
}
