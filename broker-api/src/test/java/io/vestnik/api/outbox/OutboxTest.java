package io.vestnik.api.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.contract.Content;
import io.vestnik.contract.DeliveryTask;
import io.vestnik.contract.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final Outbox outbox = new Outbox();

    private static OutboxTask task(long row, Priority priority) {
        return task(row, priority, null);
    }

    private static OutboxTask task(long row, Priority priority, @Nullable Content content) {
        return new OutboxTask(
                row,
                1,
                1,
                new DeliveryTask(
                        DeliveryTask.VERSION,
                        UUID.randomUUID(),
                        "email",
                        "ann@example.com",
                        content,
                        List.of(),
                        "resend",
                        3,
                        Instant.EPOCH,
                        priority.word()));
    }

    private List<Long> taken(int most) throws InterruptedException {
        return outbox.take(most, Duration.ZERO).stream().map(OutboxTask::rowId).toList();
    }

    @Test
    void theMoreUrgentAreTakenFirstAndThoseAlikeInTheirOrder() throws Exception {
        outbox.handOver(task(1, Priority.LOW));
        outbox.handOver(task(2, Priority.NORMAL));
        outbox.handOver(task(3, Priority.HIGH));
        outbox.handOver(task(4, Priority.NORMAL));
        outbox.handOver(task(5, Priority.HIGH));

        assertThat(taken(10)).containsExactly(3L, 5L, 2L, 4L, 1L);
    }

    @Test
    void whatIsMoreThanABatchIsThereForTheNext() throws Exception {
        for (int row = 1; row <= 5; row++) {
            outbox.handOver(task(row, Priority.NORMAL));
        }

        assertThat(taken(2)).containsExactly(1L, 2L);
        assertThat(taken(2)).containsExactly(3L, 4L);
        assertThat(taken(2)).containsExactly(5L);
        assertThat(taken(2)).isEmpty();
    }

    @Test
    void aCrowdOfLowLeavesRoomForTheOthers() throws Exception {
        List<OutboxTask> crowd = new ArrayList<>();
        IntStream.range(0, 5_000).forEach(row -> crowd.add(task(row, Priority.LOW)));
        crowd.forEach(outbox::handOver);

        outbox.handOver(task(6_001, Priority.NORMAL));
        outbox.handOver(task(6_002, Priority.HIGH));

        assertThat(taken(2)).containsExactly(6_002L, 6_001L);
    }

    @Test
    void largeContentIsLeftToTheSweepWhenItWouldFillTheMemory() throws Exception {
        for (int row = 1; row <= 1_000; row++) {
            outbox.handOver(large(row));
        }
        outbox.handOver(List.of(large(1_001)));

        List<Long> first = taken(2_000);

        assertThat(first).startsWith(1L).hasSizeBetween(200, 270);
        outbox.handOver(large(1_002));
        assertThat(taken(2_000)).as("when there is room again").containsExactly(1_002L);
    }

    /** As large as content may be that rides in a message. */
    private static OutboxTask large(long row) {
        String text = "a".repeat(60 * 1024);
        return task(row, Priority.NORMAL, new Content("Hi", text, null, null, null, Map.of()));
    }
}
