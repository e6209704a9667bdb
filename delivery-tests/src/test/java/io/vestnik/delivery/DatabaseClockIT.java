package io.vestnik.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vestnik.delivery.jdbc.DatabaseClock;
import io.vestnik.testkit.PostgresDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Senders on machines whose clocks differ write one history. */
class DatabaseClockIT {
    private static PostgresDatabase database;

    @BeforeAll
    static void start() {
        database = PostgresDatabase.migratedDatabase();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void aClockThatIsTwoHoursFastIsSetBack() {
        assertCorrected(Duration.ofHours(2));
    }

    @Test
    void aClockThatIsTwoHoursSlowIsSetForward() {
        assertCorrected(Duration.ofHours(-2));
    }

    @Test
    void aClockThatIsRightIsLeftAlone() {
        Clock right = Clock.systemUTC();

        assertThat(DatabaseClock.correcting(right, database.dataSource())).isSameAs(right);
    }

    private static void assertCorrected(Duration off) {
        Clock wrong = Clock.offset(Clock.systemUTC(), off);

        Clock corrected = DatabaseClock.correcting(wrong, database.dataSource());

        assertThat(corrected.instant()).isCloseTo(Instant.now(), within(1, ChronoUnit.SECONDS));
    }
}
