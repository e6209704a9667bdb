package io.vestnik.api.outbox;

import com.rabbitmq.client.BlockedListener;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionListener;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Knows whether the broker has stopped listening to us, as it does when its disk is full. */
@Component("outboxHealthIndicator")
class BlockedBroker implements ConnectionListener, HealthIndicator {
    private static final Logger log = LoggerFactory.getLogger(BlockedBroker.class);

    /** Of the two connections only the one that publishes gets blocked, and both may be renewed. */
    private final Set<com.rabbitmq.client.Connection> blocked = ConcurrentHashMap.newKeySet();

    BlockedBroker(CachingConnectionFactory connections) {
        connections.addConnectionListener(this);
    }

    boolean isBlocked() {
        blocked.removeIf(connection -> !connection.isOpen());
        return !blocked.isEmpty();
    }

    @Override
    public void onCreate(@Nullable Connection created) {
        com.rabbitmq.client.Connection connection = created == null ? null : created.getDelegate();
        if (connection != null) {
            connection.addBlockedListener(new Listener(connection));
        }
    }

    /** Not part of readiness: the API goes on accepting. */
    @Override
    public Health health() {
        return isBlocked()
                ? Health.down().withDetail("reason", "RabbitMQ takes no messages for now").build()
                : Health.up().build();
    }

    private final class Listener implements BlockedListener {
        private final com.rabbitmq.client.Connection connection;

        Listener(com.rabbitmq.client.Connection connection) {
            this.connection = connection;
        }

        @Override
        public void handleBlocked(String reason) {
            blocked.add(connection);
            log.warn("RabbitMQ takes no messages for now ({}); they wait in the outbox", reason);
        }

        @Override
        public void handleUnblocked() {
            blocked.remove(connection);
            log.info("RabbitMQ takes messages again");
        }
    }
}
