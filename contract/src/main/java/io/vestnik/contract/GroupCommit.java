package io.vestnik.contract;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Turns what several threads write at the same moment into one statement and one commit, which is
 * what a durable write mostly costs.
 *
 * <p>There is no thread of its own and no waiting for company: whoever comes first writes at once,
 * and those who come meanwhile are written together by the first of them.
 *
 * @param <Q> what one thread asks for
 * @param <A> what it gets for an answer
 */
public final class GroupCommit<Q, A> {
    private final int most;
    private final long paceNanos;
    private final Function<List<Q>, List<A>> write;
    private final Predicate<RuntimeException> oneIsToBlame;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Waiting<Q, A>> queue = new ArrayDeque<>();
    private boolean led;

    /** When the last group began, and whether it had company; known to whoever leads. */
    private long lastBegan;

    private boolean busy;

    /**
     * Not yet asked anything, and never waiting for company.
     *
     * @param most how many are written together, at least 1
     * @param write writes and commits all of them; its answers are in the same order
     * @param oneIsToBlame whether a failure is the fault of one of them, so that each is tried by
     *     itself; any other failure is everybody's, of those too who wait to be written next, so
     *     that nobody sits out two timeouts
     */
    public GroupCommit(
            int most, Function<List<Q>, List<A>> write, Predicate<RuntimeException> oneIsToBlame) {
        this(most, Duration.ZERO, write, oneIsToBlame);
    }

    /**
     * Not yet asked anything.
     *
     * @param most how many are written together, at least 1
     * @param pace how far apart two groups begin at least while several come at a time; whoever
     *     comes alone is written at once
     * @param write writes and commits all of them; its answers are in the same order
     * @param oneIsToBlame as above
     */
    public GroupCommit(
            int most,
            Duration pace,
            Function<List<Q>, List<A>> write,
            Predicate<RuntimeException> oneIsToBlame) {
        if (most < 1) {
            throw new IllegalArgumentException("A group of at most " + most);
        }
        this.most = most;
        this.paceNanos = pace.toNanos();
        this.write = write;
        this.oneIsToBlame = oneIsToBlame;
    }

    /**
     * Returns when it is committed. An interrupt does not end the waiting, because the write would
     * go on without anybody to know how it ended.
     *
     * @throws RuntimeException what the write failed with; whether it is committed is unknown then
     */
    public A write(Q asked) {
        Waiting<Q, A> mine = new Waiting<>(asked, Thread.currentThread());
        if (enqueue(mine) || mine.awaitTurn()) {
            lead();
        }
        return mine.answer();
    }

    /** Says whether this one has to lead. */
    private boolean enqueue(Waiting<Q, A> mine) {
        lock.lock();
        try {
            queue.add(mine);
            boolean first = !led;
            led = true;
            return first;
        } finally {
            lock.unlock();
        }
    }

    private void lead() {
        keepPace();
        List<Waiting<Q, A>> group = next();
        busy = group.size() > 1;
        try {
            writeAll(group);
        } catch (Throwable defect) {
            // An error is the leader's; but nobody may wait for ever.
            group.forEach(waiting -> waiting.fail(defect));
        } finally {
            passOn();
        }
    }

    /**
     * A statement and a commit cost as much for one as for ten, and at this moment ten will come.
     */
    private void keepPace() {
        long left = lastBegan + paceNanos - System.nanoTime();
        if (busy && left > 0) {
            LockSupport.parkNanos(this, Math.min(left, paceNanos));
        }
        lastBegan = System.nanoTime();
    }

    private List<Waiting<Q, A>> next() {
        List<Waiting<Q, A>> group = new ArrayList<>();
        lock.lock();
        try {
            while (group.size() < most && !queue.isEmpty()) {
                group.add(queue.remove());
            }
            return group;
        } finally {
            lock.unlock();
        }
    }

    private void passOn() {
        lock.lock();
        try {
            Waiting<Q, A> successor = queue.peek();
            led = successor != null;
            if (successor != null) {
                successor.lead();
            }
        } finally {
            lock.unlock();
        }
    }

    private void writeAll(List<Waiting<Q, A>> group) {
        try {
            List<A> answers = write.apply(group.stream().map(one -> one.asked).toList());
            if (answers.size() != group.size()) {
                throw new IllegalStateException(
                        answers.size() + " answers to " + group.size() + " questions");
            }
            for (int i = 0; i < group.size(); i++) {
                group.get(i).succeed(answers.get(i));
            }
        } catch (RuntimeException failure) {
            if (!oneIsToBlame.test(failure)) {
                group.forEach(one -> one.fail(failure));
                failQueued(failure);
            } else if (group.size() > 1) {
                group.forEach(one -> writeAll(List.of(one)));
            } else {
                group.getFirst().fail(failure);
            }
        }
    }

    /** They would meet the same, after having waited for this one already. */
    private void failQueued(RuntimeException failure) {
        lock.lock();
        try {
            queue.forEach(one -> one.fail(failure));
            queue.clear();
        } finally {
            lock.unlock();
        }
    }

    /** How many wait right now, for those who want to see it. */
    int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    private static final class Waiting<Q, A> {
        private enum State {
            QUEUED,
            LEADING,
            ENDED
        }

        final Q asked;
        private final Thread thread;
        private volatile State state = State.QUEUED;
        private @Nullable A answer;
        private @Nullable Throwable failure;

        Waiting(Q asked, Thread thread) {
            this.asked = asked;
            this.thread = thread;
        }

        /** Waits to be told to lead, or for the end; true when it is to lead. */
        boolean awaitTurn() {
            boolean interrupted = false;
            while (state == State.QUEUED) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                thread.interrupt();
            }
            return state == State.LEADING;
        }

        void lead() {
            become(State.LEADING);
        }

        void succeed(A value) {
            answer = value;
            become(State.ENDED);
        }

        void fail(Throwable cause) {
            if (state != State.ENDED) {
                failure = cause;
                become(State.ENDED);
            }
        }

        private void become(State next) {
            state = next;
            LockSupport.unpark(thread);
        }

        A answer() {
            switch (failure) {
                case null -> {}
                case RuntimeException thrown -> throw thrown;
                case Error thrown -> throw thrown;
                default -> throw new IllegalStateException(failure);
            }
            return Objects.requireNonNull(answer);
        }
    }
}
