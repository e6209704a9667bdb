package io.vestnik.delivery.rabbit;

import io.vestnik.contract.Channel;
import io.vestnik.contract.DeliveryHeaders;
import io.vestnik.contract.DeliveryTask;
import io.vestnik.contract.OnUncertain;
import io.vestnik.delivery.QueuedTask;
import io.vestnik.delivery.history.AttemptKey;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.Message;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Understands the messages on a work queue, or says why one cannot be understood. Fields that a
 * newer version added are passed over; a newer layout is not.
 */
final class QueuedTasks {
    private final Channel channel;
    private final JsonMapper json;

    QueuedTasks(Channel channel, JsonMapper json) {
        this.channel = channel;
        this.json =
                json.rebuild().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    }

    QueuedTask read(Message message) {
        DeliveryTask task = body(message.getBody());
        check(task);
        var headers = message.getMessageProperties().getHeaders();
        AttemptKey attempt =
                new AttemptKey(
                        task.id(),
                        number(headers.get(DeliveryHeaders.CYCLE), DeliveryHeaders.CYCLE),
                        number(headers.get(DeliveryHeaders.ATTEMPT), DeliveryHeaders.ATTEMPT));
        boolean moved = headers.containsKey(DeliveryHeaders.PARKED);
        boolean redelivered = Boolean.TRUE.equals(message.getMessageProperties().isRedelivered());
        return new QueuedTask(task, attempt, moved, redelivered, message.getBody());
    }

    private DeliveryTask body(byte[] body) {
        try {
            DeliveryTask task = json.readValue(body, DeliveryTask.class);
            if (task == null) {
                throw new PoisonMessageException("its body is null");
            }
            return task;
        } catch (JacksonException unreadable) {
            // Not the parser's words: they quote the body, which may hold anything.
            throw new PoisonMessageException(
                    "its body is not the JSON of a delivery task, "
                            + unreadable.getLocation().offsetDescription());
        }
    }

    @SuppressWarnings("NullAway") // Jackson leaves out what the body leaves out.
    private void check(DeliveryTask task) {
        if (task.version() > DeliveryTask.VERSION) {
            throw new PoisonMessageException(
                    "it has layout %d, and this sender reads up to %d"
                            .formatted(task.version(), DeliveryTask.VERSION));
        }
        if (task.id() == null || task.recipient() == null || task.createdAt() == null) {
            throw new PoisonMessageException("it lacks an id, a recipient or a time");
        }
        if (!channel.word().equals(task.channel())) {
            throw new PoisonMessageException("it is for the channel " + task.channel());
        }
        if (task.maxAttempts() < 1) {
            throw new PoisonMessageException("it allows no attempt");
        }
        try {
            OnUncertain.of(String.valueOf(task.onUncertain()));
        } catch (IllegalArgumentException unknown) {
            throw new PoisonMessageException(unknown.getMessage());
        }
    }

    private static int number(@Nullable Object value, String header) {
        if (value instanceof Number number && number.intValue() >= 1) {
            return number.intValue();
        }
        throw new PoisonMessageException("its header " + header + " is not a number from 1");
    }
}
