package io.vestnik.bench.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/** How long the API takes to show what is stored: one request after the other, nothing beside. */
final class Reads {
    private static final String LIST = "/api/v1/notifications";
    private static final Pattern CURSOR = Pattern.compile("\"nextCursor\":\"([^\"]+)\"");
    private static final int WARM_UP = 100;
    private static final int TIMES = 300;
    private static final int PAGES = 50;
    private static final long HIGHEST_NANOS = 60_000_000_000L;
    private static final int DIGITS = 3;

    private final ApiConnection connection;

    /** Over this connection. */
    Reads(ApiConnection connection) {
        this.connection = connection;
    }

    /**
     * All of them, by what was asked.
     *
     * @param ids notifications to look at
     * @param recipients whose notifications to list
     */
    Map<String, Latencies> measure(List<UUID> ids, List<String> recipients) throws IOException {
        Map<String, Latencies> reads = new LinkedHashMap<>();
        reads.put("list", of(_ -> LIST));
        reads.put("list by status=sent", of(_ -> LIST + "?status=sent"));
        reads.put("list by status=manual", of(_ -> LIST + "?status=manual"));
        reads.put("list by status=retrying", of(_ -> LIST + "?status=retrying"));
        reads.put(
                "list by status=cancelled, of which there is none",
                of(_ -> LIST + "?status=cancelled"));
        reads.put("list by channel", of(_ -> LIST + "?channel=email"));
        reads.put(
                "list by recipient",
                of(n -> LIST + "?recipient=" + recipients.get(n % recipients.size())));
        reads.put("list, pages 1 to 50 of 100", deep(LIST + "?limit=100"));
        reads.put("manual, pages 1 to 50 of 100", deep(LIST + "?limit=100&status=manual"));
        reads.put("detail", of(n -> LIST + "/" + ids.get(n % ids.size())));
        return reads;
    }

    private Latencies of(IntFunction<String> path) throws IOException {
        return times(this::get, path);
    }

    /** Asks for something, and fails unless it is there. */
    interface Ask {
        Object get(String path) throws IOException;
    }

    /** How long each of {@value #TIMES} takes, after {@value #WARM_UP} that are not timed. */
    static Latencies times(Ask ask, IntFunction<String> path) throws IOException {
        for (int i = 0; i < WARM_UP; i++) {
            var _ = ask.get(path.apply(i));
        }
        Histogram times = new Histogram(HIGHEST_NANOS, DIGITS);
        for (int i = 0; i < TIMES; i++) {
            String each = path.apply(WARM_UP + i);
            long begin = System.nanoTime();
            var _ = ask.get(each);
            times.recordValue(System.nanoTime() - begin);
        }
        return Latencies.of(times);
    }

    private Latencies deep(String path) throws IOException {
        Histogram times = new Histogram(HIGHEST_NANOS, DIGITS);
        goDown(path, new ArrayList<>());
        while (times.getTotalCount() < TIMES) {
            List<Long> nanos = new ArrayList<>();
            goDown(path, nanos);
            nanos.forEach(times::recordValue);
        }
        return Latencies.of(times);
    }

    private void goDown(String path, List<Long> nanos) throws IOException {
        String next = path;
        for (int page = 0; page < PAGES; page++) {
            long begin = System.nanoTime();
            String body = get(next);
            nanos.add(System.nanoTime() - begin);
            Matcher cursor = CURSOR.matcher(body);
            if (!cursor.find()) {
                return;
            }
            next = path + "&cursor=" + cursor.group(1);
        }
    }

    private String get(String path) throws IOException {
        ApiConnection.Answer answer = connection.get(path);
        if (answer.status() != 200) {
            throw new IOException(path + " is answered with " + answer);
        }
        return answer.body();
    }
}
