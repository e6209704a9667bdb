package io.vestnik.api.console.overview;

import io.vestnik.api.overview.Counts;
import java.util.ArrayList;
import java.util.List;

/**
 * One minute in the chart of an hour, in the units of the drawing: {@value #HEIGHT} high, {@value
 * #STEP} for each minute.
 *
 * @param x where it begins
 * @param sent height of what was sent; above it lie failed and parked
 */
public record Bar(double x, double sent, double failed, double parked) {
    static final int HEIGHT = 100;
    static final int STEP = 10;

    /** The least that can be seen. */
    private static final double LEAST = 3;

    /** One for each of the minutes, as high as the busiest of them allows. */
    static List<Bar> of(List<Counts> minutes) {
        long busiest = Math.max(1, minutes.stream().mapToLong(Counts::attempts).max().orElse(1));
        List<Bar> bars = new ArrayList<>();
        for (Counts minute : minutes) {
            bars.add(
                    new Bar(
                            bars.size() * (double) STEP,
                            height(minute.sent(), busiest),
                            height(minute.failed(), busiest),
                            height(minute.parked(), busiest)));
        }
        return bars;
    }

    private static double height(long count, long busiest) {
        return count == 0 ? 0 : Math.max(LEAST, HEIGHT * (double) count / busiest);
    }

    /** The upper edge of each part, counted from the top. */
    public double sentTop() {
        return HEIGHT - sent;
    }

    /** See {@link #sentTop}. */
    public double failedTop() {
        return sentTop() - failed;
    }

    /** See {@link #sentTop}. */
    public double parkedTop() {
        return failedTop() - parked;
    }
}
