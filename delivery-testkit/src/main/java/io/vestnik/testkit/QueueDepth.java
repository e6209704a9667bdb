package io.vestnik.testkit;

/**
 * How many messages a queue holds.
 *
 * @param total all of them, including dead letters on their way, which are neither ready nor
 *     unacked
 * @param ready waiting for a consumer
 * @param unacked with a consumer
 */
public record QueueDepth(long total, long ready, long unacked) {}
