package io.vestnik.api.run;

import io.vestnik.api.desk.Fingerprint;
import io.vestnik.api.manual.Action;
import io.vestnik.api.manual.DecisionReason;
import io.vestnik.api.notification.NotificationIds;
import io.vestnik.api.problem.FieldProblems;
import io.vestnik.api.problem.ProblemException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Checks a request for a run field by field, and collects everything that is wrong with it. */
final class RunCheck {
    static final int MOST_IDS = 1_000;
    static final int FASTEST = 60_000;

    private final RunRequest asked;
    private final FieldProblems problems = new FieldProblems();

    private RunCheck(RunRequest asked) {
        this.asked = asked;
    }

    /**
     * The request in its checked form.
     *
     * @throws ProblemException 400 naming all fields that are not acceptable
     */
    static RunOrder check(RunRequest asked) {
        return new RunCheck(asked).order();
    }

    private RunOrder order() {
        Action action = action();
        Fingerprint group = group();
        List<UUID> ids = ids();
        checkReason(action);
        checkPace(action);
        problems.throwIfAny();
        return new RunOrder(
                action,
                group,
                ids,
                asked.reason(),
                asked.perMinute(),
                Boolean.TRUE.equals(asked.canary()),
                Boolean.TRUE.equals(asked.dryRun()));
    }

    private Action action() {
        String word = asked.action();
        if (word == null) {
            problems.add("action", "is missing");
            return Action.RETRY;
        }
        return Action.of(word)
                .orElseGet(() -> {
                    problems.add("action", "must be one of " + Action.ALL);
                    return Action.RETRY;
                });
    }

    private @Nullable Fingerprint group() {
        String text = asked.fingerprint();
        if (text == null) {
            if (asked.ids() == null) {
                problems.add("fingerprint", "is missing; fingerprint or ids must be there");
            }
            return null;
        }
        if (asked.ids() != null) {
            problems.add("ids", "must be left out when fingerprint is there");
        }
        Fingerprint group = Fingerprint.parse(text).orElse(null);
        if (group == null) {
            problems.add("fingerprint", "must be that of a group in /api/v1/manual/groups");
        }
        return group;
    }

    private List<UUID> ids() {
        List<@Nullable String> texts = asked.ids();
        if (texts == null) {
            return List.of();
        }
        if (texts.isEmpty() || texts.size() > MOST_IDS) {
            problems.add("ids", "must have 1 to " + MOST_IDS + " entries");
            return List.of();
        }
        Set<UUID> ids = new LinkedHashSet<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            if (text == null || !NotificationIds.isOne(text)) {
                problems.add("ids[" + i + "]", "must be the id of a notification");
            } else {
                ids.add(UUID.fromString(text));
            }
        }
        return List.copyOf(ids);
    }

    private void checkReason(Action action) {
        if (asked.reason() == null && action == Action.DISCARD) {
            problems.add("reason", "is missing: say why they are given up");
        }
        DecisionReason.check(asked.reason(), problems);
    }

    private void checkPace(Action action) {
        Integer perMinute = asked.perMinute();
        if (perMinute != null && (perMinute < 1 || perMinute > FASTEST)) {
            problems.add("perMinute", "must be from 1 to " + FASTEST);
        }
        if (Boolean.TRUE.equals(asked.canary()) && action == Action.DISCARD) {
            problems.add("canary", "must be left out: nothing is sent that could tell");
        }
    }
}
