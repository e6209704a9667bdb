package io.vestnik.api.console.notifications;

import io.vestnik.api.config.RetryProperties;
import io.vestnik.api.console.notifications.Step.Accepted;
import io.vestnik.api.console.notifications.Step.Attempted;
import io.vestnik.api.console.notifications.Step.Decided;
import io.vestnik.api.console.notifications.Step.Manual;
import io.vestnik.api.console.notifications.Step.More;
import io.vestnik.api.console.notifications.Step.Planned;
import io.vestnik.api.console.notifications.Step.Published;
import io.vestnik.api.console.notifications.Step.Publishing;
import io.vestnik.api.explanation.Explanation;
import io.vestnik.api.notification.NotificationView;
import io.vestnik.api.notification.NotificationView.AttemptView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Puts together what happened to a notification, and what will if every try fails. */
@Component
class Timeline {
    /** Of those that are planned; who may try fifty times has no use for a line for each. */
    private static final int MOST_PLANNED = 6;

    /** Why one waits that is in a queue; a pause may hold up one that is still in the outbox. */
    private static final Set<String> WITH_RABBITMQ =
            Set.of("sending", "no-sender", "held-up", "waiting", "queued");

    private final RetryProperties schedule;

    Timeline(RetryProperties schedule) {
        this.schedule = schedule;
    }

    /**
     * What happened, oldest first.
     *
     * @param why it is not sent yet
     */
    List<Step> past(NotificationView one, Explanation why) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Accepted(one.createdAt()));
        if (!one.attempts().isEmpty() || WITH_RABBITMQ.contains(why.kind())) {
            steps.add(new Published(one.createdAt()));
        }
        one.attempts().forEach(attempt -> steps.add(attempted(attempt)));
        one.decisions().forEach(decision -> steps.add(new Decided(decision)));
        steps.sort(Comparator.comparing(Step::at));
        return steps;
    }

    private static Attempted attempted(AttemptView attempt) {
        Instant end = attempt.finishedAt();
        Instant next = attempt.nextAttemptAt();
        return new Attempted(
                attempt,
                end == null ? null : Duration.between(attempt.startedAt(), end),
                end == null || next == null ? null : Duration.between(end, next));
    }

    /** What will happen, as far as anybody can say: tries that fail at once, and a person. */
    List<Step> planned(NotificationView one, Explanation why) {
        if (why.kind().equals("outbox")) {
            return List.of(new Publishing(one.updatedAt()));
        }
        Instant next = one.nextAttemptAt();
        if (!one.status().equals("retrying") || next == null) {
            return List.of();
        }
        List<Step> steps = new ArrayList<>();
        int made = (int) ofThisCycle(one);
        int left = one.maxAttempts() - made;
        int shown = left <= MOST_PLANNED ? left : MOST_PLANNED - 1;
        Instant at = next;
        for (int failed = made; failed < one.maxAttempts(); failed++) {
            if (failed < made + shown) {
                steps.add(new Planned(at, one.attempts().size() + failed - made + 1));
            } else if (failed + 1 == one.maxAttempts()) {
                steps.add(new More(at, left - shown));
            }
            if (failed + 1 < one.maxAttempts()) {
                at = at.plus(schedule.waitAfter(failed + 1));
            }
        }
        steps.add(new Manual(at));
        return steps;
    }

    private static long ofThisCycle(NotificationView one) {
        return one.attempts().stream()
                .filter(attempt -> attempt.cycle() == one.cycle() && attempt.outcome() != null)
                .filter(AttemptView::counted)
                .count();
    }
}
