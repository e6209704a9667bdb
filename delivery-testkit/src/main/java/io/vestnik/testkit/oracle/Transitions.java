package io.vestnik.testkit.oracle;

import static io.vestnik.contract.NotificationStatus.CANCELLED;
import static io.vestnik.contract.NotificationStatus.DISCARDED;
import static io.vestnik.contract.NotificationStatus.EXPIRED;
import static io.vestnik.contract.NotificationStatus.MANUAL;
import static io.vestnik.contract.NotificationStatus.QUEUED;
import static io.vestnik.contract.NotificationStatus.RETRYING;
import static io.vestnik.contract.NotificationStatus.SENT;

import io.vestnik.contract.NotificationStatus;
import io.vestnik.testkit.oracle.Snapshot.Attempt;
import io.vestnik.testkit.oracle.Snapshot.Decision;
import io.vestnik.testkit.oracle.Snapshot.Notification;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * G9: goes through the recorded steps and decisions of a notification again, and sees whether each
 * was possible where the one before had led.
 */
final class Transitions {
    /** Decisions that bring a message about, and leave the notification where it is. */
    private static final Set<String> MESSAGE_ONLY = Set.of("republish", "release");

    private final Notification row;
    private final List<String> problems = new ArrayList<>();
    private NotificationStatus status = QUEUED;
    private int cycle = 1;

    private Transitions(Notification row) {
        this.row = row;
    }

    static Stream<Violation> illegal(Evidence evidence) {
        return evidence.notifications()
                .flatMap(row ->
                        new Transitions(row)
                                .replay(
                                        evidence.attemptsOf(row.id()),
                                        evidence.decisionsOf(row.id()))
                                .map(what -> Check.G9.violation(row.id(), what)));
    }

    private Stream<String> replay(List<Attempt> attempts, List<Decision> decisions) {
        for (int current = 1; current <= row.cycle(); current++) {
            int now = current;
            if (cycle != now) {
                problems.add("came to cycle %d without a decision".formatted(now));
                cycle = now;
                status = QUEUED;
            }
            attempts.stream().filter(each -> each.cycle() == now).forEach(this::make);
            decisions.stream()
                    .filter(each -> each.cycle() == now && changesTheState(each))
                    .forEach(this::decide);
        }
        compareEnd();
        return problems.stream();
    }

    private void make(Attempt attempt) {
        if (!isOpen()) {
            problems.add("was %s when attempt %d was made".formatted(status, attempt.number()));
        }
        String step = attempt.nextStep();
        if (step != null) {
            status =
                    switch (step) {
                        case "done" -> SENT;
                        case "park" -> MANUAL;
                        default -> RETRYING;
                    };
        }
    }

    /** The repair brings a message that had vanished, between any two attempts. */
    private static boolean changesTheState(Decision decision) {
        return !decision.action().equals("republish");
    }

    private void decide(Decision decision) {
        if (MESSAGE_ONLY.contains(decision.action())) {
            return;
        }
        boolean possible = decision.action().equals("cancel") ? isOpen() : status == MANUAL;
        if (!possible || cycle != decision.cycle()) {
            problems.add(
                    "was %s in cycle %d when somebody decided to %s it in cycle %d"
                            .formatted(status, cycle, decision.action(), decision.cycle()));
            return;
        }
        switch (decision.action()) {
            case "cancel" -> status = CANCELLED;
            case "discard" -> status = DISCARDED;
            default -> {
                status = QUEUED;
                cycle++;
            }
        }
    }

    private boolean isOpen() {
        return status == QUEUED || status == RETRYING;
    }

    /** Where attempts have led is compared by G8; here, where people have. */
    private void compareEnd() {
        boolean byPeople = isByPeople(status) || isByPeople(row.status());
        boolean expired = row.status() == EXPIRED && !isOpen();
        if ((byPeople && status != row.status()) || expired || cycle != row.cycle()) {
            problems.add(
                    "is %s in cycle %d, and its history leads to %s in cycle %d"
                            .formatted(row.status(), row.cycle(), status, cycle));
        }
    }

    private static boolean isByPeople(NotificationStatus status) {
        return status == CANCELLED || status == DISCARDED;
    }
}
