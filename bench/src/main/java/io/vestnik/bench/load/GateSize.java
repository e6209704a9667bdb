package io.vestnik.bench.load;

/**
 * How much a run of the gate does.
 *
 * @param warmUp posts before anything is measured
 * @param rounds of posts that are measured, an odd number
 * @param posts of each round
 * @param connections over which they come
 */
public record GateSize(int warmUp, int rounds, int posts, int connections) {}
