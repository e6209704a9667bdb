package io.vestnik.api.log;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/** A warning that would come every second, brought down to one line in half a minute. */
public final class Complaint {
    private static final Duration QUIET = Duration.ofSeconds(30);

    private final Logger log;
    private final AtomicLong nextAt = new AtomicLong(System.nanoTime());

    /** Complains in the name of this logger. */
    public Complaint(Logger log) {
        this.log = log;
    }

    /** Logs a whole sentence, unless there was one lately. */
    public void warn(String sentence) {
        long now = System.nanoTime();
        long next = nextAt.get();
        if (now - next >= 0 && nextAt.compareAndSet(next, now + QUIET.toNanos())) {
            log.warn("{}", sentence);
        }
    }
}
