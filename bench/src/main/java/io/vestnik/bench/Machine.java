package io.vestnik.bench;

import io.vestnik.bench.report.RunReport.Surroundings;
import io.vestnik.bench.world.World;
import io.vestnik.testkit.VirtualHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a run was made on. */
final class Machine {
    private static final String BROKER = "VESTNIK_TEST_RABBITMQ";

    private Machine() {}

    /** Not one that somebody else runs, which is named by its address. */
    static boolean mayKillItsBroker(Map<String, String> environment) {
        return !environment.getOrDefault(BROKER, "").startsWith("amqp");
    }

    static Surroundings surroundings(World world, String loadBefore) {
        return surroundings(world.host(), world.sql(), loadBefore);
    }

    static Surroundings surroundings(VirtualHost host, JdbcClient sql, String loadBefore) {
        return new Surroundings(
                host.brokerVersion(),
                sql.sql("show server_version").query((row, _) -> row.getString(1)).single(),
                System.getProperty("java.version", "?"),
                System.getProperty("vestnik.commit", "unknown"),
                "%d processors, %d GiB, Linux %s"
                        .formatted(
                                Runtime.getRuntime().availableProcessors(),
                                gibibytes(),
                                System.getProperty("os.version", "?")),
                loadBefore + " before, " + load() + " after");
    }

    /** Over the last minute. */
    static String load() {
        return read("/proc/loadavg").split(" ", 2)[0];
    }

    private static long gibibytes() {
        String total = read("/proc/meminfo").lines().findFirst().orElse("0");
        return Long.parseLong(total.replaceAll("\\D", "")) >> 20;
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
