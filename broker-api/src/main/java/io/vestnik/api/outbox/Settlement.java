package io.vestnik.api.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vestnik.api.log.Complaint;
import io.vestnik.api.outbox.Publication.Awaited;
import io.vestnik.api.outbox.Publication.Confirmed;
import io.vestnik.api.outbox.Publication.NotSent;
import io.vestnik.api.outbox.Publication.NotTaken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Awaits the broker's answers to a batch, and gives each row what it is due. */
@Component
class Settlement {
    private static final Logger log = LoggerFactory.getLogger(Settlement.class);

    /** Long, for a confirm that comes after we have given up means a second message. */
    private static final Duration CONFIRM_WITHIN = Duration.ofSeconds(60);

    /** Well within the lease, which is renewed each time. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final OutboxRows rows;
    private final BlockedBroker broker;
    private final Counter published;
    private final Counter returned;
    private final Complaint complaint = new Complaint(log);

    Settlement(OutboxRows rows, BlockedBroker broker, MeterRegistry metrics) {
        this.rows = rows;
        this.broker = broker;
        this.published =
                Counter.builder("vestnik.outbox.published")
                        .description("Messages that the broker has confirmed")
                        .register(metrics);
        this.returned =
                Counter.builder("vestnik.outbox.returned")
                        .description("Messages that the broker could not route or did not take")
                        .register(metrics);
    }

    /**
     * Comes back when each row is settled, or when the thread is interrupted; takes from the list
     * what it has settled.
     *
     * @return whether the broker could be reached
     */
    boolean settle(List<Publication> open) {
        try {
            return awaitAndSettle(open);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean awaitAndSettle(List<Publication> open) throws InterruptedException {
        long end = System.nanoTime() + CONFIRM_WITHIN.toNanos();
        boolean reached = true;
        while (!open.isEmpty()) {
            await(open);
            Answers answers = new Answers(open);
            reached &= settle(answers);
            open.retainAll(answers.awaited);
            if (!open.isEmpty() && System.nanoTime() - end > 0 && !broker.isBlocked()) {
                rows.putOff(noConfirm(open));
                open.clear();
            }
            if (!open.isEmpty()) {
                rows.renew(rowIds(open));
            }
        }
        return reached;
    }

    private static void await(List<Publication> open) throws InterruptedException {
        var all =
                open.stream()
                        .map(publication -> publication.correlation().getFuture())
                        .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(all).get(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException seenInEachOne) {
            log.trace("Not all of the batch is confirmed", seenInEachOne);
        }
    }

    private boolean settle(Answers answers) {
        if (!answers.confirmed.isEmpty()) {
            rows.delete(answers.confirmed);
            published.increment(answers.confirmed.size());
        }
        if (!answers.notTaken.isEmpty()) {
            rows.putOff(answers.notTaken);
            returned.increment(answers.notTaken.size());
            complain(answers.notTaken);
        }
        if (!answers.notSent.isEmpty()) {
            rows.leave(answers.notSent.keySet(), answers.notSent.values().iterator().next());
            complain(answers.notSent);
        }
        return answers.notSent.isEmpty();
    }

    private void complain(Map<Long, String> problems) {
        complaint.warn(
                "%d notifications stay in the outbox: %s"
                        .formatted(problems.size(), problems.values().iterator().next()));
    }

    private static Map<Long, String> noConfirm(List<Publication> open) {
        Map<Long, String> problems = new LinkedHashMap<>();
        for (Publication publication : open) {
            problems.put(
                    publication.task().rowId(),
                    "RabbitMQ did not confirm it within " + CONFIRM_WITHIN.toSeconds() + " s");
        }
        return problems;
    }

    private static List<Long> rowIds(List<Publication> open) {
        return open.stream().map(publication -> publication.task().rowId()).toList();
    }

    /** A batch, sorted by what has become of each message. */
    private static final class Answers {
        final List<Long> confirmed = new ArrayList<>();
        final Map<Long, String> notTaken = new LinkedHashMap<>();
        final Map<Long, String> notSent = new LinkedHashMap<>();
        final Set<Publication> awaited = new HashSet<>();

        Answers(List<Publication> batch) {
            for (Publication publication : batch) {
                long row = publication.task().rowId();
                switch (publication.fate()) {
                    case Confirmed() -> confirmed.add(row);
                    case NotTaken(String problem) -> notTaken.put(row, problem);
                    case NotSent(String problem) -> notSent.put(row, problem);
                    case Awaited() -> awaited.add(publication);
                }
            }
        }
    }
}
