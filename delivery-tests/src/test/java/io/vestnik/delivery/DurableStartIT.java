package io.vestnik.delivery;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vestnik.contract.Channel;
import io.vestnik.delivery.jdbc.SenderSession;
import io.vestnik.testkit.PostgresDatabase;
import org.junit.jupiter.api.Test;

/** A sender does not begin on a database that would forget what it has recorded. */
class DurableStartIT {

    @Test
    void aSenderRefusesADatabaseWhoseCommitsAreNotOnDisk() throws Exception {
        try (PostgresDatabase database = PostgresDatabase.migratedDatabase()) {
            try (var connection = database.dataSource().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute(
                        "alter role vestnik_email_sender in database "
                                + database.name()
                                + " set synchronous_commit = off");
            }

            assertThatThrownBy(() ->
                            SenderSession.begin(
                                    database.dataSource(database.emailSender()),
                                    "sender",
                                    Channel.EMAIL))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("synchronous_commit off");
        }
    }
}
