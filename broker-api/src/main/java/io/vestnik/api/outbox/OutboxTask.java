package io.vestnik.api.outbox;

import io.vestnik.contract.DeliveryTask;

/**
 * What is to be published for one outbox row.
 *
 * @param rowId the row, which leaves with the confirm
 * @param cycle round of attempts, for the header
 * @param attempt number of the attempt that the message asks for, over all cycles
 */
public record OutboxTask(long rowId, int cycle, int attempt, DeliveryTask task) {}
