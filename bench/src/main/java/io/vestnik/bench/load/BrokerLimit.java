package io.vestnik.bench.load;

import com.rabbitmq.perf.PerfTest;
import com.rabbitmq.perf.PerfTest.PerfTestOptions;
import io.vestnik.testkit.RabbitBroker;
import io.vestnik.testkit.VirtualHost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the bare broker can do, by RabbitMQ's own PerfTest: one publisher and one consumer of a
 * quorum queue, persistent messages of 2 kB, confirms in a window, acknowledgements in groups.
 */
final class BrokerLimit {
    private static final String QUEUE = "bench.limit";
    private static final Pattern RATE = Pattern.compile("receiving rate avg: (\\d+) msg/s");

    private BrokerLimit() {}

    /** Messages per second from publisher to consumer, over so many seconds. */
    static double measure(RabbitBroker broker, VirtualHost host, int seconds) {
        String uri =
                "amqp://%s:%s@127.0.0.1:%d/%s"
                        .formatted(
                                broker.admin().user(),
                                broker.admin().password(),
                                host.port(),
                                host.name());
        String output = run(arguments(uri, seconds));
        deleteQueue(host);
        Matcher rate = RATE.matcher(output);
        if (!rate.find()) {
            throw new IllegalStateException("PerfTest has told no rate:\n" + output);
        }
        return Double.parseDouble(rate.group(1));
    }

    private static String[] arguments(String uri, int seconds) {
        return ("--uri "
                        + uri
                        + " --time "
                        + seconds
                        + " --queue "
                        + QUEUE
                        + " --quorum-queue --size 2000 --flag persistent --producers 1 --consumers 1"
                        + " --confirm 500 --qos 500 --multi-ack-every 50")
                .split(" ");
    }

    private static String run(String[] arguments) {
        var output = new ByteArrayOutputStream();
        try (var out = new PrintStream(output, true, StandardCharsets.UTF_8)) {
            PerfTest.main(
                    arguments,
                    new PerfTestOptions()
                            .setConsoleOut(out)
                            .setConsoleErr(out)
                            .setArgumentLookup(_ -> null)
                            .setSkipSslContextConfiguration(true)
                            .setSystemExiter(_ -> {}));
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    private static void deleteQueue(VirtualHost host) {
        try (var connection = host.connectionFactory().newConnection("limit");
                var channel = connection.createChannel()) {
            channel.queueDelete(QUEUE);
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
