package io.vestnik.api.outbox;

import com.rabbitmq.client.BlockedListener;
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
class BlockedBroker implements ConnectionListener, BlockedListener, HealthIndicator {
    private static final Logger log = LoggerFactory.getLogger(BlockedBroker.class);

    private volatile boolean blocked;

    BlockedBroker(CachingConnectionFactory connections) {
        connections.addConnectionListener(this);
    }

    boolean isBlocked() {
        return blocked;
    }

    @Override
    public void onCreate(@Nullable Connection connection) {
        blocked = false;
        if (connection != null) {
            connection.addBlockedListener(this);
        }
    }

    @Override
    public void onClose(Connection connection) {
        blocked = false;
    }

    @Override
    public void handleBlocked(String reason) {
        blocked = true;
        log.warn("RabbitMQ takes no messages for now ({}); they wait in the outbox", reason);
    }

    @Override
    public void handleUnblocked() {
        blocked = false;
        log.info("RabbitMQ takes messages again");
    }

    /** Not part of readiness: the API goes on accepting. */
    @Override
    public Health health() {
        return blocked
                ? Health.down().withDetail("reason", "RabbitMQ takes no messages for now").build()
                : Health.up().build();
    }
}
