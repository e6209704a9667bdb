package io.vestnik.bench.world;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a service holds at a moment, after a full collection of its garbage.
 *
 * @param heap in MiB
 */
public record Figures(long threads, long files, long connections, long heap) {
    private static final int MARGIN = 2;

    /** A quarter more, for what warms up late. */
    private static final double HEAP_MARGIN = 1.25;

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Asks this service. */
    public static Figures of(Service service) {
        collectGarbage(service);
        String metrics = metrics(service);
        return new Figures(
                sum(metrics, "jvm_threads_live_threads"),
                sum(metrics, "process_files_open_files"),
                sum(metrics, "hikaricp_connections{"),
                sum(metrics, "jvm_memory_used_bytes{area=\"heap\"") >> 20);
    }

    private static void collectGarbage(Service service) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            new ProcessBuilder(jcmd, "" + service.pid(), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String metrics(Service service) {
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(service.actuator("/actuator/prometheus"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static long sum(String metrics, String beginning) {
        return (long)
                metrics.lines()
                        .filter(line -> line.startsWith(beginning))
                        .mapToDouble(line ->
                                Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                        .sum();
    }

    /** In what it goes beyond those of before, by more than a margin. */
    public List<String> beyond(Figures before) {
        List<String> more = new ArrayList<>();
        compare(more, "threads", before.threads + MARGIN, threads);
        compare(more, "files", before.files + MARGIN, files);
        compare(more, "database connections", before.connections + MARGIN, connections);
        compare(more, "MiB of heap", (long) (before.heap * HEAP_MARGIN) + 4, heap);
        return more;
    }

    private static void compare(List<String> more, String what, long limit, long now) {
        if (now > limit) {
            more.add("%d %s instead of at most %d".formatted(now, what, limit));
        }
    }
}
