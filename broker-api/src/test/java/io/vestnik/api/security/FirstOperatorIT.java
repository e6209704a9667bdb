package io.vestnik.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vestnik.api.RunningApi;
import io.vestnik.api.config.StartRefusedException;
import io.vestnik.api.console.Browser;
import io.vestnik.testkit.PostgresDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Somebody can sign in after the first start. */
@ExtendWith(OutputCaptureExtension.class)
class FirstOperatorIT {

    @Test
    void withoutAChosenPasswordOneIsMadeAndShownOnce(CapturedOutput output) {
        try (PostgresDatabase database = PostgresDatabase.migratedDatabase()) {
            String password;
            try (RunningApi first = start(database, "")) {
                password = output.getAll().replaceAll("(?s).*shown only now: (\\S+-\\S+).*", "$1");
                assertThat(password).matches("([a-z2-9]{5}-){3}[a-z2-9]{5}");
                Browser.signedIn(first.port(), "admin", password);
            }
            try (RunningApi second = start(database, "another password")) {
                Browser.signedIn(second.port(), "admin", password);
            }
            assertThat(output.getAll().split("There was no operator", -1)).hasSize(2);
            assertThat(rows(database)).hasSize(1).noneMatch(row -> row.contains(password));
        }
    }

    @Test
    void aPasswordThatIsTooEasyKeepsTheServiceFromStarting() {
        try (PostgresDatabase database = PostgresDatabase.migratedDatabase()) {
            assertThatThrownBy(() -> start(database, "admin12345678").close())
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessageContaining("VESTNIK_ADMIN_PASSWORD");
            assertThat(rows(database)).isEmpty();
        }
    }

    private static RunningApi start(PostgresDatabase database, String password) {
        return RunningApi.startWithoutBroker(database, "vestnik.admin-password=" + password);
    }

    private static List<String> rows(PostgresDatabase database) {
        return JdbcClient.create(database.dataSource())
                .sql("select operator::text from operator")
                .query(String.class)
                .list();
    }
}
