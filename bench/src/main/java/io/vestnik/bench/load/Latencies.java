package io.vestnik.bench.load;

import org.HdrHistogram.AbstractHistogram;

/**
 * How long something took, in milliseconds.
 *
 * @param count how often it was measured
 */
public record Latencies(long count, double p50, double p99, double max) {
    private static final double NANOS = 1e6;

    /** Of nanoseconds. */
    static Latencies of(AbstractHistogram nanos) {
        return new Latencies(
                nanos.getTotalCount(),
                nanos.getValueAtPercentile(50) / NANOS,
                nanos.getValueAtPercentile(99) / NANOS,
                nanos.getMaxValue() / NANOS);
    }
}
