package io.vestnik.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Servers that the environment names are used, tidied up, and left alone. */
class ExternalServersIT {

    @Test
    void aNamedBrokerKeepsNothingOfTheTests() {
        RabbitBroker running = RabbitBroker.shared();
        // A named broker need not have the virtual host / that is usual elsewhere.
        VirtualHost existing = running.createVirtualHost();
        RabbitBroker named = new RabbitBroker(named(existing), false);
        VirtualHost host = named.createVirtualHost();
        host.createUser("vestnik-api", "", "", "");
        assertThat(names(running, "vhosts")).contains(host.name());

        named.close();

        assertThat(names(running, "vhosts")).doesNotContain(host.name());
        assertThat(names(running, "users")).noneMatch(user -> user.endsWith(host.name()));
        existing.close();
    }

    private static ExternalRabbit named(VirtualHost existing) {
        String address =
                "amqp://%s:%s@%s:%d/%s"
                        .formatted(
                                existing.admin().user(),
                                existing.admin().password(),
                                existing.host(),
                                existing.port(),
                                existing.name());
        return ExternalRabbit.of(
                        Map.of(
                                ExternalRabbit.ADDRESS,
                                address,
                                ExternalRabbit.UI,
                                RabbitBroker.shared().managementUri().toString()))
                .orElseThrow();
    }

    private static List<String> names(RabbitBroker broker, String what) {
        return StreamSupport.stream(broker.management().get(what).spliterator(), false)
                .map(each -> each.path("name").asString())
                .toList();
    }

    @Test
    void aNamedBrokerThatDoesNotAnswerIsNamedInTheError() {
        int nobody = FreePorts.find(1).getFirst();
        var dead =
                new ExternalRabbit(
                        "127.0.0.1",
                        nobody,
                        "/",
                        URI.create("http://127.0.0.1:" + nobody),
                        new Login("ann", "safe"));

        assertThatThrownBy(() -> new RabbitBroker(dead, false))
                .hasMessageContaining("RabbitMQ at 127.0.0.1:" + nobody)
                .hasStackTraceContaining("ConnectException");
    }

    @Test
    void aNamedDatabaseServerKeepsNothingOfTheTests() {
        try (PostgresDatabase running = PostgresDatabase.freshDatabase()) {
            String url =
                    running.jdbcUrl()
                            + "?user=%s&password=%s"
                                    .formatted(
                                            running.superuser().user(),
                                            running.superuser().password());

            PostgresCluster named =
                    new PostgresCluster(PostgresServer.start(Map.of(PostgresServer.ADDRESS, url)));
            PostgresDatabase database = named.migratedDatabase();
            assertThat(databases(running)).contains(database.name());
            named.dropAll();

            assertThat(databases(running)).contains(running.name()).doesNotContain(database.name());
        }
    }

    private static List<String> databases(PostgresDatabase any) {
        return new JdbcTemplate(any.dataSource())
                .queryForList("select datname from pg_database", String.class);
    }
}
