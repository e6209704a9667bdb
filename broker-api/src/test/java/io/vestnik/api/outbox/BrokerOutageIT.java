package io.vestnik.api.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vestnik.api.ApiClient;
import io.vestnik.api.ApiWorld;
import io.vestnik.api.RunningApi;
import io.vestnik.testkit.PostgresDatabase;
import io.vestnik.testkit.RabbitBroker;
import io.vestnik.testkit.VirtualHost;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The broker is killed under load and comes back. */
class BrokerOutageIT {

    @Test
    void nothingIsLostWhenTheBrokerIsKilled() {
        try (PostgresDatabase database = PostgresDatabase.migratedDatabase();
                RabbitBroker broker = RabbitBroker.own()) {
            VirtualHost host = broker.createVirtualHost();
            try (RunningApi api = RunningApi.start(database, host)) {
                host.awaitQueuesOnDisk();
                Set<String> accepted = new HashSet<>();
                post(api.client(), accepted, 200);
                broker.kill();
                post(api.client(), accepted, 200);
                broker.restart();
                post(api.client(), accepted, 200);

                JdbcClient sql = JdbcClient.create(database.dataSource());
                await().atMost(Duration.ofSeconds(30))
                        .until(() ->
                                sql.sql("select count(*) from outbox")
                                        .query(Long.class)
                                        .single()
                                        .equals(0L));
                Set<String> published = new HashSet<>();
                ApiWorld.drain(host, "email.send")
                        .forEach(message -> published.add(message.getProps().getMessageId()));
                assertThat(published).isEqualTo(accepted);
            }
        }
    }

    private static void post(ApiClient client, Set<String> accepted, int count) {
        for (int i = 0; i < count; i++) {
            var answer = client.post(ApiClient.notification("ann@example.com"));
            assertThat(answer.status()).isEqualTo(202);
            accepted.add(answer.id());
        }
    }
}
