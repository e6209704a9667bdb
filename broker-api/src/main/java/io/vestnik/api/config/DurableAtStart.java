package io.vestnik.api.config;

import io.vestnik.contract.DurableDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Refuses to start on a database that would forget what it has confirmed. */
@Component
class DurableAtStart implements SmartInitializingSingleton {
    private static final Logger log = LoggerFactory.getLogger(DurableAtStart.class);

    private final DataSource database;

    DurableAtStart(DataSource database) {
        this.database = database;
    }

    @Override
    public void afterSingletonsInstantiated() {
        try (Connection connection = database.getConnection()) {
            DurableDatabase.problemWith(connection)
                    .ifPresent(problem -> {
                        throw new StartRefusedException(
                                problem,
                                "Set it in postgresql.conf, or reset it for this database and role;"
                                        + " `./vestnik doctor` shows where it comes from.");
                    });
        } catch (SQLException e) {
            // It was there a moment ago, and who cannot reach it answers 503.
            log.warn("The database did not say whether it is durable: {}", e.getMessage());
        }
    }
}
