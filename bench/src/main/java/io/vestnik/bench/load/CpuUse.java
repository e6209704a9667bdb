package io.vestnik.bench.load;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** CPU time by who has used it, between two moments. */
final class CpuUse {
    private final Map<String, DoubleSupplier> clocks = new LinkedHashMap<>();
    private Map<String, Double> begin = Map.of();

    /** Someone whose milliseconds are counted. */
    CpuUse with(String who, DoubleSupplier millis) {
        clocks.put(who, millis);
        return this;
    }

    /** Counts from now on. */
    void begin() {
        begin = now();
    }

    private Map<String, Double> now() {
        Map<String, Double> now = new LinkedHashMap<>();
        clocks.forEach((who, millis) -> now.put(who, millis.getAsDouble()));
        return now;
    }

    /** Milliseconds since the beginning for each of so many notifications. */
    Map<String, Double> perNotification(int count) {
        Map<String, Double> use = new LinkedHashMap<>();
        now().forEach((who, millis) ->
                use.put(who, (millis - begin.getOrDefault(who, 0.0)) / Math.max(1, count)));
        return use;
    }
}
