package io.vestnik.api.outbox;

import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.ReturnedMessage;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.connection.CorrelationData.Confirm;

/** One message on its way to the broker. */
record Publication(OutboxTask task, CorrelationData correlation) {

    /** What has become of it so far. */
    sealed interface Fate {}

    /** The broker has not answered yet. */
    record Awaited() implements Fate {}

    /** It lies in a queue. */
    record Confirmed() implements Fate {}

    /** The broker did not take this message. */
    record NotTaken(String problem) implements Fate {}

    /** It did not even get to the broker. */
    record NotSent(String problem) implements Fate {}

    /** Gives it up before it gets to the broker. */
    void refuse(String problem) {
        correlation.getFuture().complete(new Confirm(false, problem));
    }

    /** Says why it could not be sent; without effect when the broker has answered already. */
    void fail(AmqpException reason) {
        correlation.getFuture().completeExceptionally(reason);
    }

    /** Whether the broker has answered that it does not take the message. */
    boolean wasRefused() {
        Confirm answer = correlation.getFuture().exceptionally(_ -> null).getNow(null);
        return answer != null && !answer.ack();
    }

    Fate fate() {
        if (!correlation.getFuture().isDone()) {
            return new Awaited();
        }
        try {
            return fate(correlation.getFuture().get(), correlation.getReturned());
        } catch (ExecutionException e) {
            return new NotSent("RabbitMQ cannot be reached: " + rootOf(e).getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Awaited();
        }
    }

    // What cannot be routed is confirmed too, after it was returned.
    private static Fate fate(Confirm confirm, @Nullable ReturnedMessage returned) {
        if (returned != null) {
            return new NotTaken(
                    "RabbitMQ has no queue for it: "
                            + returned.getReplyText()
                            + " for "
                            + returned.getRoutingKey());
        }
        if (!confirm.ack()) {
            return new NotTaken(
                    "It was refused: "
                            + (confirm.reason() == null
                                    ? "RabbitMQ gave no reason"
                                    : confirm.reason()));
        }
        return new Confirmed();
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure : rootOf(cause);
    }
}
