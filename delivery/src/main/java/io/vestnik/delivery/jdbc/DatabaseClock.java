package io.vestnik.delivery.jdbc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The time of the database, for a sender whose machine has another: the attempts of several senders
 * stand in one history, and what is due for one is due for all.
 */
public final class DatabaseClock {
    private static final Logger log = LoggerFactory.getLogger(DatabaseClock.class);

    /** Less than this is the way to the database, or does not matter. */
    private static final Duration TOLERATED = Duration.ofSeconds(2);

    private DatabaseClock() {}

    /**
     * The clock of this machine, corrected by what it is off now. Later jumps are not followed.
     *
     * @throws org.springframework.dao.DataAccessException when the database cannot be asked
     */
    public static Clock correcting(Clock machine, DataSource database) {
        Instant before = machine.instant();
        OffsetDateTime now =
                JdbcClient.create(database)
                        .sql("select clock_timestamp()")
                        .query(OffsetDateTime.class)
                        .single();
        Duration onTheWay = Duration.between(before, machine.instant()).dividedBy(2);
        Duration off = Duration.between(before.plus(onTheWay), Objects.requireNonNull(now));
        if (off.abs().compareTo(TOLERATED) < 0) {
            return machine;
        }
        log.warn(
                "This machine's clock and the database's are {} s apart; the database's is used for"
                        + " attempts. Set the clock right, and start again",
                off.abs().toSeconds());
        return Clock.offset(machine, off);
    }
}
