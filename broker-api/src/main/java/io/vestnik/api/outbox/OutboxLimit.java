package io.vestnik.api.outbox;

import io.vestnik.api.log.Complaint;
import io.vestnik.api.problem.ProblemException;
import io.vestnik.api.problem.ProblemType;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Ends accepting before a broker that stays away fills the disk of the database. While there is
 * room it costs no query: what was accepted since the last count cannot be more than was let in.
 */
@Component
public class OutboxLimit {
    private static final Logger log = LoggerFactory.getLogger(OutboxLimit.class);
    private static final Duration COUNT_AT_MOST_EVERY = Duration.ofSeconds(1);
    private static final int RETRY_AFTER_SECONDS = 5;

    private final JdbcClient database;
    private final long limit;
    private final Duration apart;
    private final Complaint complaint = new Complaint(log);
    private final AtomicLong estimate;
    private long countAgainAt = System.nanoTime();

    @Autowired
    OutboxLimit(JdbcClient database, @Value("${vestnik.outbox.limit:1000000}") long limit) {
        this(database, limit, COUNT_AT_MOST_EVERY);
    }

    /**
     * Looking into the database less or more often.
     *
     * @param apart how far apart counts are at least, while the outbox seems full
     */
    OutboxLimit(JdbcClient database, long limit, Duration apart) {
        if (limit < 1) {
            throw new IllegalArgumentException(
                    "vestnik.outbox.limit is " + limit + "; it must be at least 1");
        }
        this.database = database;
        this.limit = limit;
        this.apart = apart;
        // Nothing is known before the first count.
        this.estimate = new AtomicLong(limit);
    }

    /** As {@link #admit(int)}, for one. */
    public void admit() {
        admit(1);
    }

    /**
     * Lets so many more in.
     *
     * @throws ProblemException 503 when so many wait for the broker already
     */
    public void admit(int more) {
        if (estimate.addAndGet(more) > limit && isFull(more)) {
            estimate.addAndGet(-more);
            complaint.warn(
                    "The outbox is full: %d notifications wait for RabbitMQ; requests are answered 503"
                            .formatted(limit));
            throw ProblemException.of(
                            ProblemType.UNAVAILABLE,
                            "Too many notifications wait for the message broker")
                    .retryAfter(RETRY_AFTER_SECONDS);
        }
    }

    /** With those who ask on top of what is counted: nobody has written them down yet. */
    private synchronized boolean isFull(int more) {
        if (System.nanoTime() - countAgainAt >= 0) {
            counted(() -> rows() + more);
            countAgainAt = System.nanoTime() + apart.toNanos();
        }
        return estimate.get() > limit;
    }

    private long rows() {
        return database.sql("select count(*) from (select from outbox limit :limit) as rows")
                .param("limit", limit)
                .query(Long.class)
                .single();
    }

    /**
     * Takes over a count that may be made for another purpose. What is let in while it is made
     * comes on top; what was let in just before and is not yet committed is overlooked. One count
     * at a time: each corrects what was there when it began.
     */
    synchronized void counted(LongSupplier count) {
        long before = estimate.get();
        estimate.addAndGet(count.getAsLong() - before);
    }
}
