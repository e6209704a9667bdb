package io.vestnik.delivery.config;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vestnik.delivery.AttemptObserver;
import io.vestnik.delivery.QueuedTask;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts and times attempts by outcome, as {@code vestnik.attempts}, and counts messages that were
 * set aside, as {@code vestnik.lanes.set.aside}.
 */
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

    @Override
    public void setAside(QueuedTask queued, String lane) {
        // Not by lane: there may be as many as recipients have domains.
        Counter.builder("vestnik.lanes.set.aside")
                .description("Messages that stood back, for a slow lane or a far side's limit")
                .tag("channel", queued.task().channel())
                .register(meters)
                .increment();
    }
}
