package io.vestnik.delivery.rabbit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.contract.Channel;
import io.vestnik.contract.Content;
import io.vestnik.contract.DeliveryTask;
import io.vestnik.contract.Priority;
import io.vestnik.delivery.Gate;
import io.vestnik.delivery.QueuedTask;
import io.vestnik.delivery.history.AttemptKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** What is concluded from messages that come out of a queue. */
class ObservedWorkQueueTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final ObservedWorkQueue queue =
            new ObservedWorkQueue(
                    Channel.EMAIL,
                    Priority.NORMAL,
                    new RabbitTemplate(),
                    new Gate(1, System::nanoTime),
                    Clock.fixed(NOW, ZoneOffset.UTC));

    private static QueuedTask firstAttempt(Instant createdAt) {
        UUID id = UUID.randomUUID();
        DeliveryTask task =
                new DeliveryTask(
                        DeliveryTask.VERSION,
                        id,
                        "email",
                        "ann@example.com",
                        new Content("Hi", "there", null, null, null, Map.of()),
                        List.of(),
                        "resend",
                        3,
                        createdAt,
                        Priority.NORMAL.word());
        return new QueuedTask(task, new AttemptKey(id, 1, 1), false, false, new byte[0]);
    }

    @Test
    void theNewestThatCameOutCounts() {
        queue.cameOut(firstAttempt(NOW.minusSeconds(20)));
        queue.cameOut(firstAttempt(NOW.minusSeconds(90)));

        assertThat(queue.newestThatCameOut()).isEqualTo(NOW.minusSeconds(20));
    }

    @Test
    void aNotificationFromAMachineWhoseClockIsAheadWasAcceptedByNow() {
        queue.cameOut(firstAttempt(NOW.plus(Duration.ofHours(2))));

        assertThat(queue.newestThatCameOut()).isEqualTo(NOW);
    }
}
