package io.vestnik.delivery.channel;

import io.vestnik.delivery.ChannelSender;
import io.vestnik.delivery.Reachability;
import io.vestnik.delivery.Reachability.Reachable;
import io.vestnik.delivery.Reachability.SetUp;
import io.vestnik.delivery.Reachability.Unreachable;
import io.vestnik.delivery.Reply;
import io.vestnik.delivery.channel.Pause.Cause;
import java.time.Clock;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the far side while nothing gets through, and lets go what waits when it is back. */
final class FarSideWatch {
    private static final Logger log = LoggerFactory.getLogger(FarSideWatch.class);

    private final ChannelSender channel;
    private final PauseWatch pauses;
    private final HeldUp heldUp;
    private final ChannelEvents events;
    private final Reach reach;
    private final SetUpProbes setUpProbes;
    private final IntConsumer counter;
    private final Clock clock;

    /** Whether an earlier outage, or one that another sender saw, may have left something. */
    private boolean mayHoldUp = true;

    FarSideWatch(
            ChannelWatch.Parts parts, PauseWatch pauses, Reach reach, SetUpProbes setUpProbes) {
        this.channel = parts.channel();
        this.pauses = pauses;
        this.heldUp = parts.heldUp();
        this.events = parts.events();
        this.reach = reach;
        this.setUpProbes = setUpProbes;
        this.counter = parts.released();
        this.clock = parts.clock();
    }

    /** Does what is due now; to be called about once a second. */
    void step() {
        tellNews();
        if (pauses.isPausedFor(Cause.SET_UP)) {
            mayHoldUp = true;
            askAboutSetUp();
        } else if (pauses.isPausedFor(Cause.HAND)) {
            mayHoldUp = true;
        } else {
            setUpProbes.rest();
            lookForHeldUp();
            act(reach.next(clock.instant()));
        }
        tellNews();
    }

    private void askAboutSetUp() {
        if (setUpProbes.isDue(clock.instant()) && ask() instanceof Reachable(Reply reply)) {
            pauses.setUpIsInOrder(reply.text());
        }
    }

    private void lookForHeldUp() {
        if (mayHoldUp) {
            if (heldUp.any()) {
                reach.suspect(clock.instant());
            }
            mayHoldUp = false;
        }
    }

    private void act(Reach.Step step) {
        switch (step) {
            case Reach.Step.Rest() -> {}
            case Reach.Step.Probe() -> probe();
            case Reach.Step.Release(int most) ->
                    reach.released(most, heldUp.release(most), clock.instant());
        }
    }

    private void probe() {
        switch (ask()) {
            case Reachable _ -> reach.answered(clock.instant());
            case Unreachable(Reply reply) -> reach.silent(clock.instant(), reply.text());
            case SetUp(Reply reply) -> pauses.setUpFault(clock.instant(), reply.text());
        }
    }

    private Reachability ask() {
        try {
            return channel.probe();
        } catch (RuntimeException defect) {
            log.error("The {} sender failed to ask its far side", channel.channel(), defect);
            return new Unreachable(
                    Reply.of("The sender failed: " + defect.getClass().getSimpleName()));
        }
    }

    private void tellNews() {
        reach.news().forEach(this::tell);
    }

    private void tell(Reach.News news) {
        String word = channel.channel().word();
        switch (news) {
            case Reach.News.Unreachable(String words) -> {
                log.warn("Nobody gets through to the far side of {}: {}", word, words);
                events.unreachable(words);
            }
            case Reach.News.Back() -> {
                log.info("The far side of {} is back", word);
                events.back();
            }
            case Reach.News.Released(int notifications) -> {
                log.info(
                        "{} notifications by {} go on without sitting out their wait",
                        notifications,
                        word);
                counter.accept(notifications);
                events.released(notifications);
            }
        }
    }
}
