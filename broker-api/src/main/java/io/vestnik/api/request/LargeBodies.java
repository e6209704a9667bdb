package io.vestnik.api.request;

import io.vestnik.api.problem.ProblemException;
import io.vestnik.api.problem.ProblemType;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Lets only a few large requests in at a time, so that they fit into the memory together. */
@Component
public final class LargeBodies {
    /** Up to this many bytes a body is let in at once. */
    static final int SMALL = 256 * 1024;

    private static final int AT_ONCE = 3;
    private static final int WAIT_SECONDS = 5;
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    /**
     * Answers a request as soon as there is a place for its body.
     *
     * @param announced length of the body, negative when the caller does not say
     * @throws ProblemException 503 when no place gets free in time
     */
    public <T> T admit(long announced, Supplier<T> answer) {
        if (announced >= 0 && announced <= SMALL) {
            return answer.get();
        }
        if (!entered()) {
            throw ProblemException.of(
                            ProblemType.UNAVAILABLE,
                            "Too many large requests are being read right now")
                    .retryAfter(WAIT_SECONDS);
        }
        try {
            return answer.get();
        } finally {
            places.release();
        }
    }

    private boolean entered() {
        try {
            return places.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
