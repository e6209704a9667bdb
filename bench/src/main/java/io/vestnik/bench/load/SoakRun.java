package io.vestnik.bench.load;

import io.vestnik.bench.load.Further.Notes;
import io.vestnik.bench.load.Further.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks every minute at what both services hold, while they work at a light load. */
final class SoakRun {
    private static final Pattern HEAP =
            Pattern.compile("total (?:reserved )?\\d+K,(?: committed \\d+K,)? used (\\d+)K");
    private static final double KIBIBYTES = 1024;
    private static final double SECONDS_PER_HOUR = 3600;

    private final Stage stage;
    private final Workload workload;
    private final List<Sample> samples = new ArrayList<>();
    private final long begin = System.nanoTime();

    SoakRun(Stage stage, Workload workload) {
        this.stage = stage;
        this.workload = workload;
    }

    Further measure(int minutes) {
        stage.say("soak: " + minutes + " minutes at " + workload.rate() + "/s");
        Notes notes = new Notes();
        sample();
        try (var clock = Executors.newSingleThreadScheduledExecutor()) {
            var _ = clock.scheduleAtFixedRate(this::sample, 1, 1, TimeUnit.MINUTES);
            Posted posted =
                    stage.load()
                            .openLoop(workload.rate(), minutes * 60, Workload.LIGHT_CONNECTIONS);
            clock.shutdownNow();
            stage.note(posted);
            stage.awaitMails();
            notes.add("accept p50", "ms", posted.accept().p50());
            notes.add("accept p99", "ms", posted.accept().p99());
            Latencies delivery = posted.delivery(stage.sink().arrivals());
            notes.add("accept to far side p50", "ms", delivery.p50());
            notes.add("accept to far side p99", "ms", delivery.p99());
        }
        stage.awaitSent();
        sample();
        tell(notes, "broker-api");
        tell(notes, "email-sender");
        return notes.end(0, samples);
    }

    private synchronized void sample() {
        sample("broker-api", stage.plant().apiPid());
        sample("email-sender", stage.plant().senderPid());
    }

    private void sample(String service, long pid) {
        Jcmd.run(pid, "GC.run");
        ProcessTree process = new ProcessTree(pid);
        samples.add(
                new Sample(
                        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin),
                        service,
                        heap(Jcmd.run(pid, "GC.heap_info")) / KIBIBYTES,
                        process.residentMebibytes(),
                        process.descriptors(),
                        process.threads()));
    }

    /** What is used of all generations, in KiB. */
    static long heap(String info) {
        Matcher used = HEAP.matcher(info);
        long sum = 0;
        while (used.find()) {
            sum += Long.parseLong(used.group(1));
        }
        return sum;
    }

    private void tell(Notes notes, String service) {
        tell(notes, service + ": heap after collection", "MiB", service, Sample::heapMebibytes);
        tell(notes, service + ": memory", "MiB", service, Sample::residentMebibytes);
        tell(notes, service + ": descriptors", "", service, Sample::descriptors);
        tell(notes, service + ": threads", "", service, Sample::threads);
    }

    private void tell(
            Notes notes, String name, String unit, String service, ToDoubleFunction<Sample> value) {
        List<Sample> its = samples.stream().filter(one -> one.service().equals(service)).toList();
        notes.add(name + ", first", unit, value.applyAsDouble(its.getFirst()));
        notes.add(name + ", last", unit, value.applyAsDouble(its.getLast()));
        notes.add(name + ", more each hour", unit, slope(its, value) * SECONDS_PER_HOUR);
    }

    /** Of the line with the least squares, each second. */
    static double slope(List<Sample> samples, ToDoubleFunction<Sample> value) {
        double meanTime = samples.stream().mapToLong(Sample::second).average().orElse(0);
        double meanValue = samples.stream().mapToDouble(value).average().orElse(0);
        double above = 0;
        double below = 0;
        for (Sample one : samples) {
            double off = one.second() - meanTime;
            above += off * (value.applyAsDouble(one) - meanValue);
            below += off * off;
        }
        return below == 0 ? 0 : above / below;
    }
}
