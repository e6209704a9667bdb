package io.vestnik.delivery.limit;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps one rate. A place is free again only when {@code per} has gone by since the call that took
 * it ended: whenever in between the far side counted it, two counts are never closer than that.
 */
final class Window {
    private final int most;
    private final long per;
    private final Deque<Long> ended = new ArrayDeque<>();
    private int running;

    Window(Rate rate) {
        this.most = rate.most();
        this.per = rate.per().toNanos();
    }

    /** Until a place is free; an estimate while calls are running whose end nobody knows. */
    long waitNanos(long now) {
        forget(now);
        if (running + ended.size() < most) {
            return 0;
        }
        Long oldest = ended.peekFirst();
        return oldest == null ? per : oldest + per - now;
    }

    /** What each of those costs who wait in front of somebody. */
    long nanosEach() {
        return per / most;
    }

    void begin() {
        running++;
    }

    void end(long now) {
        running--;
        ended.addLast(now);
    }

    boolean isUnused(long now) {
        forget(now);
        return running == 0 && ended.isEmpty();
    }

    private void forget(long now) {
        while (!ended.isEmpty() && ended.getFirst() + per - now <= 0) {
            ended.removeFirst();
        }
    }
}
