package io.vestnik.delivery;

import io.vestnik.contract.DeliveryTask;
import io.vestnik.delivery.history.AttemptKey;

/**
 * A message from a work queue, understood.
 *
 * @param attempt the one it asks for; of a moved message, the one after which it was parked
 * @param moved whether a person moved it here from the manual queue
 * @param redelivered whether the broker took it back before: whoever had it may not have finished
 * @param body its bytes as they came, to be passed on unchanged
 */
@SuppressWarnings("ArrayRecordComponent")
public record QueuedTask(
        DeliveryTask task, AttemptKey attempt, boolean moved, boolean redelivered, byte[] body) {}
