package io.vestnik.testkit.oracle;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Looks into queues over AMQP: takes every message, acknowledges none, and closes the channel, so
 * that all return to their places.
 */
final class QueueReader {
    private QueueReader() {}

    static List<Snapshot.Queue> read(ConnectionFactory broker, Collection<String> queues) {
        List<Snapshot.Queue> read = new ArrayList<>();
        try (Connection connection = broker.newConnection("what is in the queues")) {
            for (String queue : queues) {
                read.add(new Snapshot.Queue(queue, messageIds(connection, queue)));
            }
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException("Cannot look into the queues", e);
        }
        return read;
    }

    private static List<String> messageIds(Connection connection, String queue)
            throws IOException, TimeoutException {
        List<String> ids = new ArrayList<>();
        Channel channel = connection.createChannel();
        try {
            for (GetResponse message = channel.basicGet(queue, false);
                    message != null;
                    message = channel.basicGet(queue, false)) {
                @Nullable String id = message.getProps().getMessageId();
                ids.add(id == null ? "" : id);
            }
            channel.close();
            return ids;
        } catch (IOException refused) {
            if (isNotFound(refused)) {
                return List.of();
            }
            throw refused;
        }
    }

    private static boolean isNotFound(IOException refused) {
        return refused.getCause() instanceof ShutdownSignalException shutdown
                && shutdown.getReason() instanceof AMQP.Channel.Close close
                && close.getReplyCode() == AMQP.NOT_FOUND;
    }
}
