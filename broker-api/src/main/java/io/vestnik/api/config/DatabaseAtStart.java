package io.vestnik.api.config;

import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryListener;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryState;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.core.retry.Retryable;
import org.springframework.stereotype.Component;

/** Waits for the database at start-up, then brings its schema up to date. */
@Component
class DatabaseAtStart implements FlywayMigrationStrategy {
    private static final Logger log = LoggerFactory.getLogger(DatabaseAtStart.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final String url;
    private final RetryTemplate retries;

    DatabaseAtStart(
            @Value("${spring.datasource.url}") String url,
            @Value("${vestnik.database.wait-at-start:60s}") Duration waitAtStart) {
        this.url = url;
        this.retries =
                new RetryTemplate(
                        RetryPolicy.builder()
                                .maxRetries(Long.MAX_VALUE)
                                .delay(PAUSE)
                                .timeout(waitAtStart)
                                .predicate(DatabaseAtStart::isNotYetThere)
                                .build());
        retries.setRetryListener(new OneLinePerTry());
    }

    @Override
    public void migrate(Flyway flyway) {
        try {
            retries.execute(() -> {
                flyway.migrate();
                return flyway;
            });
        } catch (RetryException e) {
            SQLException cause = sqlCauseOf(e);
            if (cause == null) {
                throw new IllegalStateException(
                        "The database schema cannot be brought up to date", e);
            }
            throw new StartRefusedException(
                    "The database at " + url + " cannot be used: " + firstLine(cause),
                    "Start PostgreSQL, or set VESTNIK_DATABASE_URL, VESTNIK_DATABASE_OWNER_USER and"
                            + " VESTNIK_DATABASE_OWNER_PASSWORD.");
        }
    }

    /** Connection refused or lost, too many clients, starting up or shutting down. */
    private static boolean isNotYetThere(Throwable failure) {
        SQLException cause = sqlCauseOf(failure);
        String state = cause == null ? null : cause.getSQLState();
        return state != null
                && (state.startsWith("08") || state.startsWith("53") || state.startsWith("57P"));
    }

    private static @Nullable SQLException sqlCauseOf(@Nullable Throwable failure) {
        if (failure == null || failure instanceof SQLException) {
            return (SQLException) failure;
        }
        return sqlCauseOf(failure.getCause());
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason was given");
    }

    private static final class OneLinePerTry implements RetryListener {
        @Override
        public void onRetryableExecution(
                RetryPolicy policy, Retryable<?> retryable, RetryState state) {
            if (!state.isSuccessful()) {
                SQLException cause = sqlCauseOf(state.getLastException());
                log.warn(
                        "Try {} to reach the database failed: {}",
                        state.getRetryCount() + 1,
                        cause == null ? "see below" : firstLine(cause));
            }
        }
    }
}
