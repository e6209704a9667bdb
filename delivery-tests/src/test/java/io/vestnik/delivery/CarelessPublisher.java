package io.vestnik.delivery;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Connection;
import io.vestnik.contract.Channel;
import io.vestnik.contract.DeliveryHeaders;
import io.vestnik.contract.Priority;
import io.vestnik.contract.Topology;
import io.vestnik.delivery.history.AttemptKey;
import io.vestnik.delivery.retry.NextStep.Park;
import io.vestnik.testkit.VirtualHost;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** Publishes the next step and does not wait to hear what has become of it. */
final class CarelessPublisher implements NextStepPublisher {
    private final VirtualHost broker;

    CarelessPublisher(VirtualHost broker) {
        this.broker = broker;
    }

    @Override
    public void retry(QueuedTask task, AttemptKey attempt, Duration wait, String reason) {
        publish(
                Topology.RETRY,
                Topology.retryKey(Channel.EMAIL, wait, Priority.NORMAL),
                task,
                attempt);
    }

    @Override
    public void park(QueuedTask task, AttemptKey attempt, Park.Reason why, String reason) {
        publish(Topology.MANUAL, Topology.manualKey(Channel.EMAIL, why.word()), task, attempt);
    }

    private void publish(String exchange, String key, QueuedTask task, AttemptKey attempt) {
        BasicProperties properties =
                new BasicProperties.Builder()
                        .contentType("application/json")
                        .deliveryMode(2)
                        .messageId(attempt.id().toString())
                        .headers(
                                Map.of(
                                        DeliveryHeaders.CYCLE, attempt.cycle(),
                                        DeliveryHeaders.ATTEMPT, attempt.number()))
                        .build();
        try (Connection connection = broker.connectionFactory().newConnection("careless")) {
            connection.createChannel().basicPublish(exchange, key, properties, task.body());
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
