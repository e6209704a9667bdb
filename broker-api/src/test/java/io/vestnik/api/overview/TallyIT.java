package io.vestnik.api.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.uuid.Generators;
import io.vestnik.api.RunningApi;
import io.vestnik.contract.Channel;
import io.vestnik.testkit.PostgresDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What happened is counted once, whoever counts and whenever it was committed. */
class TallyIT {
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

    private PostgresDatabase database;
    private RunningApi api;
    private JdbcClient sql;
    private long session;

    @BeforeEach
    void start() {
        database = PostgresDatabase.migratedDatabase();
        api = RunningApi.startWithoutBroker(database);
        sql = JdbcClient.create(database.dataSource());
        session =
                sql.sql(
                                "insert into sender_session (sender, channel) values ('one', 'email')"
                                        + " returning id")
                        .query(Long.class)
                        .single();
        sql.sql("update tally set counted_to = ?").param(NOON.atOffset(ZoneOffset.UTC)).update();
    }

    @AfterEach
    void stop() {
        api.close();
        database.close();
    }

    private Tally at(Instant now) {
        return new Tally(
                api.bean(TallyRows.class),
                api.bean(TransactionTemplate.class),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    /** The service counts as well, by the real time, and while it looks the others do not. */
    private void advanceAt(Instant now) {
        Tally tally = at(now);
        Instant over = now.minusSeconds(22);
        await().pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    tally.advance();
                    return !api.bean(TallyRows.class).progress().isBefore(over);
                });
    }

    private void notification(Instant accepted, String... endings) {
        UUID id =
                new UUID(
                        accepted.toEpochMilli() << 16 | 0x7000,
                        Generators.randomBasedGenerator().generate().getLeastSignificantBits());
        sql.sql(
                        """
                        insert into notification (id, owner, channel, recipient, content,
                            on_uncertain, max_attempts, created_at, updated_at)
                        values (?, 'default', 'email', 'ann@example.com', '{}', 'resend', 5, ?, ?)
                        """)
                .params(id, accepted.atOffset(ZoneOffset.UTC), accepted.atOffset(ZoneOffset.UTC))
                .update();
        for (int number = 1; number <= endings.length; number++) {
            attempt(id, number, endings[number - 1], accepted.plusSeconds(number));
        }
    }

    private void attempt(UUID id, int number, String step, Instant end) {
        sql.sql(
                        """
                        insert into attempt (notification_id, number, cycle, session, sender,
                            started_at, finished_at, outcome, next_step)
                        values (?, ?, 1, ?, 'one', ?, ?, ?, ?)
                        """)
                .params(
                        id,
                        number,
                        session,
                        end.atOffset(ZoneOffset.UTC),
                        end.atOffset(ZoneOffset.UTC),
                        step.equals("done") ? "accepted" : "deferred",
                        step)
                .update();
    }

    private Counts counted(Instant minute) {
        return api.bean(TallyRows.class)
                .minutes(Channel.EMAIL, NOON)
                .getOrDefault(minute, Counts.NONE);
    }

    @Test
    void eachEndIsCountedInItsMinute() {
        notification(NOON.plusSeconds(5), "retry", "retry", "done");
        notification(NOON.plusSeconds(7), "park");
        notification(NOON.plusSeconds(61), "done");

        advanceAt(NOON.plusSeconds(180));

        assertThat(counted(NOON)).isEqualTo(new Counts(2, 1, 2, 1));
        assertThat(counted(NOON.plusSeconds(60))).isEqualTo(new Counts(1, 1, 0, 0));
    }

    @Test
    void countingAgainAndAgainChangesNothing() {
        notification(NOON.plusSeconds(5), "done");

        advanceAt(NOON.plusSeconds(30));
        advanceAt(NOON.plusSeconds(30));
        advanceAt(NOON.plusSeconds(55));

        assertThat(counted(NOON)).isEqualTo(new Counts(1, 1, 0, 0));
    }

    @Test
    void whatIsCommittedLateIsFoundWhenItsMinuteIsCountedAgain() {
        advanceAt(NOON.plusSeconds(120));
        notification(NOON.plusSeconds(5), "done");
        assertThat(counted(NOON)).isEqualTo(Counts.NONE);

        advanceAt(NOON.plus(7, ChronoUnit.MINUTES));

        assertThat(counted(NOON)).isEqualTo(new Counts(1, 1, 0, 0));
    }

    @Test
    void whatIsNotYetCountedIsToldBesideIt() {
        Instant now = NOON.plusSeconds(65);
        advanceAt(NOON.plusSeconds(30));
        notification(NOON.plusSeconds(50), "done");
        notification(NOON.plusSeconds(62), "retry");

        var fresh = at(now).notYetCounted().get(Channel.EMAIL);

        assertThat(fresh)
                .containsEntry(NOON, new Counts(1, 1, 0, 0))
                .containsEntry(NOON.plusSeconds(60), new Counts(1, 0, 1, 0));
    }

    @Test
    void afterALongStandstillTheOldestIsLeftOut() {
        notification(NOON.plusSeconds(5), "done");
        Instant later = NOON.plus(Duration.ofDays(3));
        notification(later.minusSeconds(60), "done");

        advanceAt(later);

        assertThat(counted(NOON)).isEqualTo(Counts.NONE);
        assertThat(counted(later.minusSeconds(60))).isEqualTo(new Counts(1, 1, 0, 0));
    }
}
