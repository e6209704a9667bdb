package io.vestnik.testkit.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Counts calls in every stretch of time, as a far side does, for each key by itself. */
final class LimitCount {
    private final int most;
    private final long per;
    private final Map<String, Deque<Long>> calls = new HashMap<>();
    private int highest;
    private int exceeded;

    LimitCount(int most, Duration per) {
        this.most = most;
        this.per = per.toNanos();
    }

    /** Counts one that came now; false when it was one too many. */
    synchronized boolean count(String key) {
        long now = System.nanoTime();
        Deque<Long> recent = calls.computeIfAbsent(key, _ -> new ArrayDeque<>());
        while (!recent.isEmpty() && now - recent.getFirst() >= per) {
            recent.removeFirst();
        }
        recent.addLast(now);
        highest = Math.max(highest, recent.size());
        exceeded += recent.size() > most ? 1 : 0;
        return recent.size() <= most;
    }

    /** The most that ever came in one stretch. */
    synchronized int highest() {
        return highest;
    }

    /** How many came that were one too many. */
    synchronized int exceeded() {
        return exceeded;
    }
}
