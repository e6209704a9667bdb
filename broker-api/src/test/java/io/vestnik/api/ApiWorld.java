package io.vestnik.api;

import com.rabbitmq.client.GetResponse;
import io.vestnik.testkit.PostgresDatabase;
import io.vestnik.testkit.RabbitBroker;
import io.vestnik.testkit.VirtualHost;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One API with real neighbours, for all tests that do not break anything. */
public final class ApiWorld {
    private static ApiWorld shared;

    public final PostgresDatabase database = PostgresDatabase.freshDatabase();
    public final VirtualHost broker = RabbitBroker.shared().createVirtualHost();
    public final RunningApi api =
            RunningApi.start(database, broker, "vestnik.senders=email,telegram,vk");
    public final ApiClient client = api.client();
    public final JdbcClient sql = JdbcClient.create(database.dataSource());

    private ApiWorld() {
        Runtime.getRuntime().addShutdownHook(new Thread(api::close));
    }

    public static synchronized ApiWorld shared() {
        if (shared == null) {
            shared = new ApiWorld();
        }
        return shared;
    }

    public long count(String table) {
        return sql.sql("select count(*) from " + table).query(Long.class).single();
    }

    /** Takes all messages out of a queue, as a sender would. */
    public static List<GetResponse> drain(VirtualHost broker, String queue) {
        List<GetResponse> messages = new ArrayList<>();
        try (var connection = broker.connectionFactory().newConnection("drain");
                var channel = connection.createChannel()) {
            for (var next = channel.basicGet(queue, true);
                    next != null;
                    next = channel.basicGet(queue, true)) {
                messages.add(next);
            }
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
        return messages;
    }
}
