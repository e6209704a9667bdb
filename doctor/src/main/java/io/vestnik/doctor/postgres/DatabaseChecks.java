package io.vestnik.doctor.postgres;

import io.vestnik.contract.Schema;
import io.vestnik.doctor.report.Findings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Properties;

/** All checks of PostgreSQL, or one finding that it cannot be asked. */
public final class DatabaseChecks {
    private static final String UNDEFINED_TABLE = "42P01";

    private final DatabaseSettings settings;
    private final Clock clock;

    /** Checks the database that these name; the clock is this machine's. */
    public DatabaseChecks(DatabaseSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Makes them.
     *
     * @return the channels that are paused
     */
    public List<String> examine(Findings findings) {
        try (Connection connection = connect()) {
            Database database = new Database(connection);
            findings.ok("PostgreSQL", "answers at " + settings.url(), null);
            new ServerChecks(database, clock).examine(findings);
            if (!schema(findings, database)) {
                return List.of();
            }
            new RoleChecks(database, settings).examine(findings);
            return new WorkChecks(database, settings).examine(findings);
        } catch (SQLException e) {
            findings.fail(
                    "PostgreSQL",
                    "cannot be asked at " + settings.url() + ": " + firstLine(e),
                    "has to answer " + settings.user(),
                    "start it, or correct address, user and password");
            return List.of();
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password());
        properties.setProperty("ApplicationName", "vestnik-doctor");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "15");
        properties.setProperty("options", "-c default_transaction_read_only=on");
        return DriverManager.getConnection(settings.url(), properties);
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason was given");
    }

    /** Whether it is there, at least in part. */
    private static boolean schema(Findings findings, Database database) throws SQLException {
        String limit = "version " + Schema.version() + ", which this build brings";
        int version = present(database);
        if (version < Schema.version()) {
            findings.fail(
                    "schema",
                    version == 0 ? "is not there" : "version " + version,
                    limit,
                    "start a broker-api of this build, which brings it up to date");
        } else if (version > Schema.version()) {
            findings.warn(
                    "schema",
                    "version " + version,
                    limit,
                    "use the doctor of the newer build; an older service runs beside it for a while");
        } else {
            findings.ok("schema", "version " + version, limit);
        }
        return version > 0;
    }

    private static int present(Database database) throws SQLException {
        try {
            return database.one(
                    """
                    select coalesce(max(version::int), 0) from flyway_schema_history
                    where success and version ~ '^[0-9]+$'
                    """,
                    row -> row.getInt(1));
        } catch (SQLException e) {
            if (UNDEFINED_TABLE.equals(e.getSQLState())) {
                return 0;
            }
            throw e;
        }
    }
}
