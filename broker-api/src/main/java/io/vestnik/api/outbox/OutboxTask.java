package io.vestnik.api.outbox;

import io.vestnik.contract.Content;
import io.vestnik.contract.DeliveryTask;
import org.jspecify.annotations.Nullable;

/**
 * What is to be published for one outbox row.
 *
 * @param rowId the row, which leaves with the confirm
 * @param cycle round of attempts, for the header
 * @param attempt number of the attempt that the message asks for, over all cycles
 */
public record OutboxTask(long rowId, int cycle, int attempt, DeliveryTask task) {
    private static final int KILOBYTE = 1024;

    /** About how much of the memory its content takes, rounded up. */
    int kilobytes() {
        Content content = task.content();
        return content == null
                ? 1
                : 1 + (length(content.text()) + length(content.html())) / KILOBYTE;
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
