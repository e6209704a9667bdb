package io.vestnik.testkit;

import io.vestnik.contract.Channel;
import io.vestnik.delivery.ChannelSender;
import io.vestnik.delivery.Delivery;
import io.vestnik.delivery.Handover;
import io.vestnik.delivery.Outcome;
import io.vestnik.delivery.Reply;
import io.vestnik.testkit.FarSide.Arrival;
import io.vestnik.testkit.PostcardOffice.ClosedException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

/** The smallest channel that keeps the contract, and a way to break each sentence of it. */
record PostcardSender(PostcardOffice office, Duration deadline, Flaw flaw)
        implements ChannelSender {

    /** What is wrong with a sender, and the test that must say so. */
    enum Flaw {
        NONE(""),
        NEVER_BEGINS_THE_HANDOVER("beginsTheHandoverOnceAndBeforeAnythingArrives"),
        BEGINS_IT_TWICE("beginsTheHandoverOnceAndBeforeAnythingArrives"),
        BEGINS_IT_TOO_LATE("beginsTheHandoverOnceAndBeforeAnythingArrives"),
        BEGINS_IT_TOO_EARLY("neverBeginsTheHandoverOfWhatIsNotTakenBeforeIt"),
        SWALLOWS_A_FAILED_HANDOVER("handsNothingOverWhenTheHandoverFails"),
        REFUSES_WHAT_IS_DEFERRED("tellsADeferralWithItsWords"),
        DEFERS_WHAT_IS_REFUSED("tellsARefusalWithItsWords"),
        FORGETS_THE_WORDS("tellsARefusalWithItsWords"),
        DEFERS_WHAT_IS_UNCERTAIN("takesALostAnswerForUncertain"),
        ACCEPTS_WHAT_IS_UNCERTAIN("takesSilenceAfterTheHandoverForUncertain"),
        REFUSES_WHEN_UNREACHABLE("takesAnUnreachableFarSideForDeferred"),
        TAKES_UNREACHABLE_FOR_UNWILLING("takesAnUnreachableFarSideForDeferred"),
        WAITS_FOR_EVER("waitsForASilentFarSideNoLongerThanItsDeadline"),
        NUMBERS_EVERY_COPY("givesEveryCopyOfADeliveryTheSameIdentity"),
        NUMBERS_NONE("givesEveryCopyOfADeliveryTheSameIdentity"),
        TRIMS("bringsHostileTextUnchanged"),
        SENDS_TWICE("sendsForManyThreadsAtOnce");

        final String test;

        Flaw(String test) {
            this.test = test;
        }
    }

    private boolean has(Flaw other) {
        return flaw == other;
    }

    @Override
    public Channel channel() {
        return Channel.EMAIL;
    }

    @Override
    public Outcome send(Delivery delivery, Handover handover) {
        if (has(Flaw.BEGINS_IT_TOO_EARLY)) {
            handover.begin();
        }
        try {
            return switch (office.ask(patience())) {
                case REFUSE -> refused(has(Flaw.DEFERS_WHAT_IS_REFUSED));
                case DEFER -> refused(!has(Flaw.REFUSES_WHAT_IS_DEFERRED));
                default -> handOver(delivery, handover);
            };
        } catch (ClosedException | TimeoutException e) {
            return notThere(Reply.of("not there"));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Outcome notThere(Reply reply) {
        return switch (flaw) {
            case REFUSES_WHEN_UNREACHABLE -> new Outcome.Refused(reply);
            case TAKES_UNREACHABLE_FOR_UNWILLING -> new Outcome.Deferred(reply);
            default -> Outcome.Deferred.unreachable(reply);
        };
    }

    private Duration patience() {
        return has(Flaw.WAITS_FOR_EVER) ? Duration.ofDays(1) : deadline;
    }

    private Outcome refused(boolean forNow) {
        Reply reply = Reply.of(has(Flaw.FORGETS_THE_WORDS) ? "no" : office.words());
        return forNow ? new Outcome.Deferred(reply) : new Outcome.Refused(reply);
    }

    private Outcome handOver(Delivery delivery, Handover handover) throws Exception {
        begin(handover);
        try {
            office.give(card(delivery), patience());
            if (has(Flaw.SENDS_TWICE)) {
                office.give(card(delivery), patience());
            }
            if (has(Flaw.BEGINS_IT_TOO_LATE)) {
                handover.begin();
            }
            return new Outcome.Accepted(Reply.of("thanks"));
        } catch (ClosedException | TimeoutException e) {
            return lost();
        }
    }

    private void begin(Handover handover) {
        if (has(Flaw.NEVER_BEGINS_THE_HANDOVER) || has(Flaw.BEGINS_IT_TOO_LATE)) {
            return;
        }
        try {
            handover.begin();
            if (has(Flaw.BEGINS_IT_TWICE)) {
                handover.begin();
            }
        } catch (RuntimeException e) {
            if (!has(Flaw.SWALLOWS_A_FAILED_HANDOVER)) {
                throw e;
            }
        }
    }

    private Outcome lost() {
        Reply reply = Reply.of("no answer");
        return switch (flaw) {
            case DEFERS_WHAT_IS_UNCERTAIN -> new Outcome.Deferred(reply);
            case ACCEPTS_WHAT_IS_UNCERTAIN -> new Outcome.Accepted(reply);
            default -> new Outcome.Uncertain(reply);
        };
    }

    private Arrival card(Delivery delivery) {
        String text = delivery.content().text();
        return new Arrival(
                identity(delivery.id()),
                delivery.recipient(),
                delivery.content().subject(),
                has(Flaw.TRIMS) ? text.strip() : text);
    }

    private String identity(UUID id) {
        return switch (flaw) {
            case NUMBERS_EVERY_COPY -> UUID.randomUUID().toString();
            case NUMBERS_NONE -> "card";
            default -> id.toString();
        };
    }
}
