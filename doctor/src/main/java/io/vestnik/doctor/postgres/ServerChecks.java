package io.vestnik.doctor.postgres;

import io.vestnik.contract.DurableDatabase;
import io.vestnik.doctor.report.Findings;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;

/** The server: version, whether a commit is on disk, and its clock. */
final class ServerChecks {
    private static final int USUAL_VERSION = 17;
    private static final int OLDEST_VERSION = DurableDatabase.OLDEST_VERSION;
    private static final Duration GOOD_CLOCK = Duration.ofSeconds(2);
    private static final Duration USABLE_CLOCK = Duration.ofSeconds(60);

    private final Database database;
    private final Clock clock;

    ServerChecks(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    void examine(Findings findings) throws SQLException {
        version(findings);
        for (String setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
            durability(findings, setting);
        }
        clock(findings);
    }

    private void version(Findings findings) throws SQLException {
        String limit = USUAL_VERSION + " or newer";
        int version =
                database.one("select current_setting('server_version_num')", r -> r.getInt(1))
                        / 10_000;
        if (version < OLDEST_VERSION) {
            findings.fail("PostgreSQL version", "" + version, limit, "update it");
        } else if (version < USUAL_VERSION) {
            findings.warn(
                    "PostgreSQL version", "" + version, limit, "update it: nobody tests with this");
        } else {
            findings.ok("PostgreSQL version", "" + version, limit);
        }
    }

    private void durability(Findings findings, String setting) throws SQLException {
        String value = database.one("select current_setting(?)", row -> row.getString(1), setting);
        List<String> exceptions =
                database.list(
                        """
                        select coalesce(r.rolname, 'everybody') from pg_db_role_setting s
                        left join pg_roles r on r.oid = s.setrole
                        where s.setdatabase in (0, (
                                select oid from pg_database where datname = current_database()))
                            and exists (
                                select from unnest(s.setconfig) c where c = ? || '=off')
                        """,
                        row -> row.getString(1),
                        setting);
        if (value.equals("off") || !exceptions.isEmpty()) {
            findings.fail(
                    setting,
                    "off" + (exceptions.isEmpty() ? "" : " for " + String.join(", ", exceptions)),
                    "on",
                    "switch it on: what was answered 202 may be gone after a power cut");
        } else {
            findings.ok(setting, value, "not off");
        }
    }

    private void clock(Findings findings) throws SQLException {
        Instant before = clock.instant();
        Instant there =
                database.one(
                        "select clock_timestamp()",
                        row -> row.getObject(1, OffsetDateTime.class).toInstant());
        Instant here = before.plus(Duration.between(before, clock.instant()).dividedBy(2));
        Duration apart = Duration.between(here, there).abs();
        String value = String.format(Locale.ROOT, "%.1f s apart", apart.toMillis() / 1000.0);
        String limit = "at most %d s between PostgreSQL and here".formatted(GOOD_CLOCK.toSeconds());
        String remedy = "let all machines keep time, by chrony or the like";
        if (apart.compareTo(USABLE_CLOCK) > 0) {
            findings.fail("clock", value, limit, remedy);
        } else if (apart.compareTo(GOOD_CLOCK) > 0) {
            findings.warn("clock", value, limit, remedy);
        } else {
            findings.ok("clock", value, limit);
        }
    }
}
