package io.vestnik.api.explanation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a notification is not sent yet, or what became of it.
 *
 * @param kind a word for programs: sent, ended, manual, sending, paused, set-up, outbox, no-sender,
 *     held-up, waiting, queued or overdue
 * @param sentence for people
 * @param since from when on it has been so
 * @param until when that ends by itself, as far as anybody can say
 * @param ahead with queued, how many go first, {@value ExplanationRows#MOST} at most
 * @param attemptsPerSecond with queued, how many attempts the channel made in each second of the
 *     last whole minute
 */
public record Explanation(
        String kind,
        String sentence,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable Integer ahead,
        @Nullable Double attemptsPerSecond) {

    Explanation with(int ahead, double attemptsPerSecond) {
        return new Explanation(kind, sentence, since, until, ahead, attemptsPerSecond);
    }
}
