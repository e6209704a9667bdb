package io.vestnik.api.request;

import io.vestnik.api.problem.ProblemException;
import io.vestnik.api.problem.ProblemType;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Lets only as many large requests in at a time as fit into the memory together: a few of the
 * largest, and so many kilobytes of those between. The usual ones never wait, nor do they for a
 * large one whose body comes slowly.
 */
@Component
public final class LargeBodies {
    /** Up to this many bytes a body is let in at once. */
    static final int SMALL = 16 * 1024;

    /** From here on, and where nobody says how long it is, a body has one of the few places. */
    static final int LARGE = 256 * 1024;

    /** Of bodies in between. Each takes some eight times as much until it is stored. */
    private static final int KILOBYTES = 8 * 1024;

    private static final int KILOBYTE = 1024;

    private static final int AT_ONCE = 3;
    private static final int WAIT_SECONDS = 5;
    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final Semaphore kilobytes = new Semaphore(KILOBYTES, true);

    /**
     * Answers a request as soon as there is room for its body.
     *
     * @param announced length of the body, negative when the caller does not say
     * @throws ProblemException 503 when there is none in time
     */
    public <T> T admit(long announced, Supplier<T> answer) {
        if (announced >= 0 && announced <= SMALL) {
            return answer.get();
        }
        return announced >= 0 && announced <= LARGE
                ? admit(kilobytes, (int) announced / KILOBYTE, answer)
                : admit(places, 1, answer);
    }

    private static <T> T admit(Semaphore room, int wanted, Supplier<T> answer) {
        if (!entered(room, wanted)) {
            throw ProblemException.of(
                            ProblemType.UNAVAILABLE,
                            "Too many large requests are being read right now")
                    .retryAfter(WAIT_SECONDS);
        }
        try {
            return answer.get();
        } finally {
            room.release(wanted);
        }
    }

    private static boolean entered(Semaphore room, int wanted) {
        try {
            return room.tryAcquire(wanted, WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
