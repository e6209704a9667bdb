package io.vestnik.api.explanation;

import io.vestnik.api.channel.ChannelView.PauseView;
import io.vestnik.api.explanation.ExplanationRows.Place;
import io.vestnik.api.notification.NotificationView;
import io.vestnik.api.notification.NotificationView.AttemptView;
import io.vestnik.api.overview.ChannelFigures;
import io.vestnik.api.overview.Overview;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;

/** Finds the one thing that a notification waits for, beginning with what keeps it longest. */
@Service
public class Explanations {
    /** Longer than any queue takes that moves. */
    private static final Duration OVERDUE = Duration.ofMinutes(1);

    private final ExplanationRows rows;
    private final Overview overview;
    private final MessageSource texts;
    private final Clock clock;

    Explanations(ExplanationRows rows, Overview overview, MessageSource texts, Clock clock) {
        this.rows = rows;
        this.overview = overview;
        this.texts = texts;
        this.clock = clock;
    }

    /** Why this one is not sent, in the reader's language. */
    public Explanation of(NotificationView one, Locale language) {
        var words = new Words(texts, language);
        return switch (one.status()) {
            case "sent" -> words.say("sent", one.updatedAt(), null, one.attempts().size());
            case "manual" -> words.say("manual", one.updatedAt(), null, reason(one));
            case "cancelled", "expired", "discarded" ->
                    words.say("ended." + one.status(), one.updatedAt(), null);
            default -> waiting(one, words);
        };
    }

    private Explanation waiting(NotificationView one, Words words) {
        Optional<AttemptView> last =
                one.attempts().stream().max(Comparator.comparingInt(AttemptView::number));
        ChannelFigures channel = channel(one.channel());
        // Without any sender, its sender is dead, and another one will say what became of it.
        if (last.isPresent() && last.get().outcome() == null && channel.senders() > 0) {
            AttemptView open = last.get();
            return words.say("sending", open.startedAt(), null, open.number(), open.sender());
        }
        List<PauseView> pauses = channel.channel().pauses();
        if (!pauses.isEmpty()) {
            return paused(pauses.getFirst(), one, words);
        }
        Place place = rows.place(one.id());
        if (place.inOutbox()) {
            return outbox(place, one, words);
        }
        if (channel.senders() == 0) {
            return words.say("no-sender", null, null, one.channel());
        }
        return onItsWay(one, channel, place.heldUp(), words);
    }

    private static Explanation paused(PauseView pause, NotificationView one, Words words) {
        String kind = pause.cause().equals("hand") ? "paused" : "set-up";
        return words.say(
                kind, pause.since(), null, one.channel(), pause.pausedBy(), pause.reason());
    }

    private static Explanation outbox(Place place, NotificationView one, Words words) {
        return place.problem() == null
                ? words.say("outbox", one.updatedAt(), null)
                : words.say("outbox.problem", one.updatedAt(), null, place.problem());
    }

    private Explanation onItsWay(
            NotificationView one, ChannelFigures channel, boolean heldUp, Words words) {
        Instant due = one.nextAttemptAt();
        Instant now = clock.instant();
        if (due != null && due.isAfter(now) && !heldUp && !isWaitOfLastAttempt(one, due)) {
            return words.say("stands-back", one.updatedAt(), due);
        }
        if (due != null && due.isAfter(now)) {
            return words.say(
                    heldUp ? "held-up" : "waiting",
                    one.updatedAt(),
                    due,
                    attemptsOfThisCycle(one),
                    one.maxAttempts(),
                    reason(one));
        }
        Instant dueSince = due == null ? one.updatedAt() : due;
        int ahead = rows.ahead(one.id(), one.channel());
        double rate = channel.attemptsPerSecond();
        if (ahead == 0 && dueSince.plus(OVERDUE).isBefore(now)) {
            return words.say("overdue", dueSince, null);
        }
        boolean isKnown = rate > 0 && ahead < ExplanationRows.MOST;
        Instant until = isKnown ? now.plusMillis((long) (1000 * Math.ceil(ahead / rate))) : null;
        return words.say("queued", dueSince, until, ahead, rate).with(ahead, rate);
    }

    /** Otherwise it was put off without an attempt. */
    private static boolean isWaitOfLastAttempt(NotificationView one, Instant due) {
        return one.attempts().stream()
                .filter(attempt -> attempt.cycle() == one.cycle())
                .max(Comparator.comparingInt(AttemptView::number))
                .filter(attempt -> due.equals(attempt.nextAttemptAt()))
                .isPresent();
    }

    private ChannelFigures channel(String word) {
        return overview.look().channels().stream()
                .filter(figures -> figures.channel().channel().equals(word))
                .findFirst()
                .orElseThrow();
    }

    private static long attemptsOfThisCycle(NotificationView one) {
        return one.attempts().stream()
                .filter(attempt -> attempt.cycle() == one.cycle() && attempt.counted())
                .count();
    }

    private static String reason(NotificationView one) {
        return String.valueOf(one.reason() == null ? "" : one.reason());
    }

    /** Explanations in one language. */
    private record Words(MessageSource texts, Locale language) {
        Explanation say(
                String key, @Nullable Instant since, @Nullable Instant until, Object... values) {
            String kind = key.indexOf('.') < 0 ? key : key.substring(0, key.indexOf('.'));
            return new Explanation(
                    kind,
                    texts.getMessage("explanation." + key, values, language),
                    since,
                    until,
                    null,
                    null);
        }
    }
}
