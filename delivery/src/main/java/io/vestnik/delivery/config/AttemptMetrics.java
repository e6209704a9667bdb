package io.vestnik.delivery.config;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vestnik.delivery.AttemptObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts and times attempts by outcome, as {@code vestnik.attempts}. */
final class AttemptMetrics implements AttemptObserver {
    private final MeterRegistry meters;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    AttemptMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void recorded(Report report) {
        timers.computeIfAbsent(
                        report.outcome().word(),
                        outcome ->
                                Timer.builder("vestnik.attempts")
                                        .description("Attempts, from claim to outcome")
                                        .tag("channel", report.queued().task().channel())
                                        .tag("outcome", outcome)
                                        .register(meters))
                .record(report.took());
    }
}
