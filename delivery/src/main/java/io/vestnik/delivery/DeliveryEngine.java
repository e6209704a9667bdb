package io.vestnik.delivery;

import io.vestnik.contract.Content;
import io.vestnik.contract.DeliveryTask;
import io.vestnik.contract.OnUncertain;
import io.vestnik.delivery.history.AttemptKey;
import io.vestnik.delivery.history.AttemptLog;
import io.vestnik.delivery.history.Claim;
import io.vestnik.delivery.retry.NextStep;
import io.vestnik.delivery.retry.RetryPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one attempt: claim, send, decide, record, and send on its way what follows. The caller
 * acknowledges the message when {@link #deliver} returns, and only then, so that a sender may die
 * at any point: whoever gets the message next finds in the history how far this one came.
 */
public final class DeliveryEngine {
    private static final Logger log = LoggerFactory.getLogger(DeliveryEngine.class);

    private final ChannelSender channel;
    private final AttemptLog history;
    private final Contents contents;
    private final RetryPolicy policy;
    private final NextStepPublisher publisher;
    private final AttemptObserver observer;
    private final Duration busyWait;
    private final Lanes lanes;
    private final Lines lines;
    private final Clock clock;

    /**
     * Attempts this engine is making; an open claim of ours that is not among them was interrupted.
     */
    private final Set<AttemptKey> inFlight = ConcurrentHashMap.newKeySet();

    /** Of these parts. */
    public DeliveryEngine(Parts parts) {
        this.channel = parts.channel();
        this.history = parts.history();
        this.contents = parts.contents();
        this.policy = parts.policy();
        this.publisher = parts.publisher();
        this.observer = parts.observer();
        this.busyWait = parts.busyWait();
        this.lanes =
                new Lanes(parts.places(), Lanes.SLOW, parts.channel()::oneByOne, System::nanoTime);
        this.lines = new Lines(parts.places(), lanes::mostWithTheFarSide);
        this.clock = parts.clock();
    }

    /**
     * What an engine is made of.
     *
     * @param busyWait how long a message stands back while another sender makes its attempt; a wait
     *     of the schedule
     * @param places attempts that are with the far side at the same time
     */
    public record Parts(
            ChannelSender channel,
            AttemptLog history,
            Contents contents,
            RetryPolicy policy,
            NextStepPublisher publisher,
            AttemptObserver observer,
            Duration busyWait,
            int places,
            Clock clock) {}

    /** What comes was with another sender before, or with this one on another connection. */
    public void tookOver() {
        channel.tookOver();
    }

    /**
     * Does everything that one message asks for.
     *
     * @param aside where it may wait for others of its lane
     * @throws TurnedAwayException when it lost its place there
     * @throws UnknownNotificationException when the database does not know the notification
     * @throws RuntimeException when the database or the broker could not be reached; the message
     *     must be delivered again then
     */
    public void deliver(QueuedTask queued, Aside aside) {
        AttemptKey attempt =
                queued.moved() ? queued.attempt().firstOfNextCycle() : queued.attempt();
        if (!inFlight.add(attempt)) {
            standBack(queued, attempt, "this sender");
            return;
        }
        try {
            if (isToRest(queued, attempt)) {
                return;
            }
            Optional<String> lane = channel.lane(queued.task().recipient());
            if (lane.isPresent() && !queued.moved()) {
                deliverOn(lane.get(), queued, attempt, aside);
            } else {
                claimAndAct(queued, attempt);
            }
        } catch (ClaimLostException lost) {
            log.warn("Notification {}: {}", attempt.id(), lost.getMessage());
        } finally {
            inFlight.remove(attempt);
        }
    }

    /** Set aside then, because the far side wants nothing for its recipient. */
    private boolean isToRest(QueuedTask queued, AttemptKey attempt) {
        Optional<Duration> rest = channel.notBefore(queued.task().recipient());
        return rest.isPresent() && !queued.moved() && setAside(queued, attempt, rest.get());
    }

    /** False when it is no new attempt, and quickly settled. */
    private boolean setAside(QueuedTask queued, AttemptKey attempt, Duration rest) {
        Duration wait = policy.towards(rest);
        if (!history.setAside(attempt, wait)) {
            return false;
        }
        observer.setAside(queued, channel.channel().word());
        publisher.retry(queued, attempt, wait, "The far side wants nothing for it yet");
        return true;
    }

    private void deliverOn(String lane, QueuedTask queued, AttemptKey attempt, Aside aside) {
        Optional<Lanes.Pass> entered = lanes.enter(lane);
        // One that came before may be an attempt which is to be settled, and needs no place.
        boolean waits = entered.isEmpty() && !queued.redelivered();
        if (waits) {
            entered = awaitPlace(lane, queued, aside);
        }
        if (entered.isEmpty() && history.setAside(attempt, busyWait)) {
            observer.setAside(queued, lane);
            publisher.retry(queued, attempt, busyWait, "Others go first: " + whyNot(lane));
            return;
        }
        // Without a pass it is no new attempt, and quickly settled.
        try (Lanes.Pass _ = entered.orElse(() -> {})) {
            // Those before it may have been told meanwhile that the far side wants no more.
            if (!waits || !isToRest(queued, attempt)) {
                claimAndAct(queued, attempt);
            }
        }
    }

    /** Before the claim, so that who waits holds no attempt and can be handed back at once. */
    private Optional<Lanes.Pass> awaitPlace(String lane, QueuedTask queued, Aside aside) {
        Optional<Bench.Seat> seat = lanes.seat(lane, queued.task().urgency());
        if (seat.isEmpty()) {
            return Optional.empty();
        }
        var pass = new AtomicReference<Optional<Lanes.Pass>>(Optional.empty());
        if (!aside.during(wanted -> pass.set(lanes.await(seat.get(), wanted)))) {
            pass.get().ifPresent(Lanes.Pass::close);
            throw new TurnedAwayException();
        }
        return pass.get();
    }

    private String whyNot(String lane) {
        return channel.oneByOne(lane)
                ? "several wait for this recipient already"
                : lane + " is slow";
    }

    private void claimAndAct(QueuedTask queued, AttemptKey attempt) {
        Claim claim =
                queued.moved() ? history.claimMoved(queued.attempt()) : history.claim(attempt);
        act(queued, attempt, claim);
    }

    private void act(QueuedTask queued, AttemptKey attempt, Claim claim) {
        switch (claim) {
            case Claim.Granted granted -> attempt(queued, attempt, granted);
            case Claim.Interrupted(int failedBefore, String sender) ->
                    conclude(queued, attempt, failedBefore, interrupted(sender), clock.instant());
            case Claim.Abandoned(int failedBefore, int deaths) ->
                    conclude(queued, attempt, failedBefore, abandoned(deaths), clock.instant());
            case Claim.Decided(NextStep step, String reply) ->
                    publishAgain(queued, attempt, step, reply);
            case Claim.Busy(String sender) -> standBack(queued, attempt, sender);
            case Claim.Stale(String why) ->
                    log.debug("Notification {}: dropped a message, {}", attempt.id(), why);
            case Claim.Unknown() -> throw new UnknownNotificationException(attempt.id());
        }
    }

    /**
     * Whoever decided may have died before it could tell anybody, and then its message comes again.
     * One that comes for the first time is a copy, such as that in a wait queue which a release has
     * overtaken: publishing the step again for it would begin a second chain of attempts.
     */
    private void publishAgain(QueuedTask queued, AttemptKey attempt, NextStep step, String reply) {
        if (queued.redelivered()) {
            publish(queued, attempt, step, reply);
            observer.publishedAgain(queued, attempt, step);
        } else {
            log.debug("Notification {}: dropped a copy of attempt {}", attempt.id(), attempt);
        }
    }

    private void attempt(QueuedTask queued, AttemptKey attempt, Claim.Granted claim) {
        Instant started = clock.instant();
        Outcome outcome = send(queued, attempt);
        if (claim.early() && outcome instanceof Outcome.Deferred deferred) {
            outcome = deferred.madeEarly();
        }
        conclude(queued, attempt, claim.failedBefore(), outcome, started);
    }

    /** Files are loaded when there is a line: of all that wait, they would fill the memory. */
    private Outcome send(QueuedTask queued, AttemptKey attempt) {
        DeliveryTask task = queued.task();
        Optional<String> lane = channel.lane(task.recipient());
        return lines.on(
                lane.orElse(""), task.urgency(), () -> send(load(task, attempt), attempt, lane));
    }

    private Outcome send(Delivery delivery, AttemptKey attempt, Optional<String> lane) {
        RecordedHandover handover = new RecordedHandover(history, attempt);
        Supplier<Outcome> send = () -> channel.send(delivery, handover);
        try {
            // Time that is spent waiting for a line is not the lane's.
            Outcome outcome = lane.map(one -> lanes.timed(one, send)).orElseGet(send);
            handover.rethrowIfFailed();
            return outcome;
        } catch (RuntimeException defect) {
            handover.rethrowIfFailed();
            log.error(
                    "Notification {}: the {} sender failed",
                    attempt.id(),
                    channel.channel(),
                    defect);
            Reply reply = Reply.of("The sender failed: " + defect.getClass().getSimpleName());
            return handover.begun() ? new Outcome.Uncertain(reply) : new Outcome.Deferred(reply);
        }
    }

    private Delivery load(DeliveryTask task, AttemptKey attempt) {
        Content inline = task.content();
        return new Delivery(
                task.id(),
                attempt.number(),
                task.recipient(),
                inline == null ? contents.contentOf(task.id()) : inline,
                task.attachments().isEmpty() ? List.of() : contents.attachmentsOf(task.id()),
                task.createdAt(),
                attempt.number() > 1 && contents.mayHaveArrived(task.id()));
    }

    private void conclude(
            QueuedTask queued,
            AttemptKey attempt,
            int failedBefore,
            Outcome outcome,
            Instant started) {
        DeliveryTask task = queued.task();
        NextStep step =
                policy.after(
                        outcome,
                        failedBefore,
                        task.maxAttempts(),
                        OnUncertain.of(task.onUncertain()));
        history.finish(attempt, outcome, step);
        observer.recorded(
                new AttemptObserver.Report(
                        queued,
                        attempt,
                        failedBefore,
                        outcome,
                        step,
                        Duration.between(started, clock.instant())));
        publish(queued, attempt, step, outcome.reply().text());
    }

    private void publish(QueuedTask queued, AttemptKey attempt, NextStep step, String reason) {
        switch (step) {
            case NextStep.Done() -> {}
            case NextStep.RetryAfter(Duration wait) ->
                    publisher.retry(queued, attempt.next(), wait, reason);
            case NextStep.Park(var why) -> publisher.park(queued, attempt, why, reason);
        }
    }

    /**
     * A second copy of a message, or one that the broker took from a sender which is still alive:
     * dropping it would be right only if that sender surely finishes, so it looks again later.
     */
    private void standBack(QueuedTask queued, AttemptKey attempt, String sender) {
        log.debug("Notification {}: attempt is being made by {}", attempt.id(), sender);
        publisher.retry(queued, attempt, busyWait, "Waits for " + sender + " to finish");
    }

    private static Outcome abandoned(int deaths) {
        return new Outcome.Deferred(
                Reply.of(deaths + " senders stopped while they were at work on it"));
    }

    private static Outcome interrupted(String sender) {
        return new Outcome.Uncertain(
                Reply.of(
                        sender
                                + " stopped after it had begun to hand the message over;"
                                + " the far side may have it"));
    }
}
