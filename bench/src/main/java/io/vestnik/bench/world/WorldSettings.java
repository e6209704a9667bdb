package io.vestnik.bench.world;

import java.nio.file.Path;
import java.util.List;

/**
 * How a world is to be.
 *
 * @param root the folder of the source tree, in which the services have been built
 * @param folder where everything is written
 * @param seed of all chances
 * @param ownBroker whether a broker is started that may be killed; else the one that the
 *     environment names is used
 */
public record WorldSettings(Path root, Path folder, long seed, boolean ownBroker) {
    /** The waits of the world: short, and long enough together for an outage of half a minute. */
    static final String WAITS = "1s,1s,2s,2s,5s,5s,10s,10s";

    /** A key that no log may show. */
    static final String API_KEY = "vst_bench_5f2b7c90d1e84a3c";

    /** Attempts of a sender that are with the relay at the same time. */
    public static final int CONCURRENCY = 8;

    /**
     * Attempts that a sender may have under way: with the relay, being claimed, and waiting for the
     * commit of what the relay said, which they share with others.
     */
    public static final int UNDER_WAY = 10 * CONCURRENCY;

    /**
     * What is the same for both services. Patience is shorter than in production, so that a round
     * takes seconds; nothing else differs.
     */
    static final List<String> ARGUMENTS =
            List.of(
                    "--spring.datasource.hikari.data-source-properties.socketTimeout=5",
                    "--spring.rabbitmq.requested-heartbeat=4s",
                    "--spring.rabbitmq.connection-timeout=2s",
                    "--logging.level.com.zaxxer.hikari=error");

    /** What only the sender is told. */
    static final List<String> SENDER_ARGUMENTS =
            List.of(
                    "--vestnik.smtp.connect-timeout=2s",
                    "--vestnik.smtp.reply-timeout=2s",
                    "--vestnik.smtp.deadline=4s",
                    "--vestnik.smtp.final-reply-timeout=3s",
                    "--vestnik.smtp.idle-limit=5s");
}
