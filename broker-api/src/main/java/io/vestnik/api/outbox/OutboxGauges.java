package io.vestnik.api.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vestnik.api.log.Complaint;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Shows how much waits for the broker, counted now and then and not at each scrape. */
@Component
class OutboxGauges {
    private static final Logger log = LoggerFactory.getLogger(OutboxGauges.class);

    private final JdbcClient database;
    private final OutboxLimit limit;
    private final Complaint complaint = new Complaint(log);
    private volatile Backlog backlog = new Backlog(0, 0);

    private record Backlog(long size, double oldestSeconds) {}

    OutboxGauges(JdbcClient database, OutboxLimit limit, MeterRegistry metrics) {
        this.database = database;
        this.limit = limit;
        Gauge.builder("vestnik.outbox.size", () -> backlog.size())
                .description("Notifications that the broker has not confirmed yet")
                .register(metrics);
        Gauge.builder("vestnik.outbox.oldest", () -> backlog.oldestSeconds())
                .description("How long the oldest of them has waited")
                .baseUnit("seconds")
                .register(metrics);
    }

    @Scheduled(fixedDelay = 15, timeUnit = TimeUnit.SECONDS)
    void count() {
        try {
            limit.counted(() -> {
                backlog = look();
                return backlog.size();
            });
        } catch (DataAccessException | TransactionException e) {
            complaint.warn("The outbox cannot be counted right now: " + e.getMessage());
        }
    }

    private Backlog look() {
        return database.sql(
                        """
                        select (select count(*) from outbox) as size,
                            coalesce((
                                select extract(epoch from now() - n.updated_at)
                                from outbox o join notification n on n.id = o.notification_id
                                order by o.id limit 1), 0) as oldest
                        """)
                .query((row, n) ->
                        new Backlog(row.getLong("size"), Math.max(0, row.getDouble("oldest"))))
                .single();
    }
}
