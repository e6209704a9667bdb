package io.vestnik.delivery.rabbit;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.BlockingQueueConsumer;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;

/** A consumer that can cease to take messages while those it has taken are still under way. */
final class WorkContainer extends SimpleMessageListenerContainer {
    private static final Logger log = LoggerFactory.getLogger(WorkContainer.class);

    private volatile @Nullable BlockingQueueConsumer consumer;

    WorkContainer(ConnectionFactory connections) {
        super(connections);
    }

    @Override
    protected BlockingQueueConsumer createBlockingQueueConsumer() {
        BlockingQueueConsumer created = super.createBlockingQueueConsumer();
        consumer = created;
        return created;
    }

    /**
     * Ends the consumer of this moment, and no later one: the broker sends nothing more, and keeps
     * the channel open. Closing it would give messages to others that are with the far side right
     * now.
     */
    Runnable cancellation() {
        BlockingQueueConsumer present = consumer;
        return present == null || !isRunning() ? () -> {} : () -> cancel(present);
    }

    private static void cancel(BlockingQueueConsumer present) {
        for (String tag : present.getConsumerTags()) {
            try {
                // Only the broker is told: the client is still to tell the consumer that its
                // channel is closed, which ends its thread.
                present.getChannel().rpc(new AMQP.Basic.Cancel.Builder().consumerTag(tag).build());
            } catch (IOException | ShutdownSignalException | AmqpException gone) {
                log.debug("The broker has cancelled the consumer by itself: {}", gone.toString());
            }
        }
    }
}
