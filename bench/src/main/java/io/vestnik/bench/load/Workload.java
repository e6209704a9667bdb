package io.vestnik.bench.load;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run of the bench does.
 *
 * @param warmUp posts before anything is measured, over the same connections
 * @param posts of the closed loop
 * @param connections of the closed loop
 * @param rate posts per second of the light load
 * @param seconds of the light load
 * @param limitSeconds of the measurement of the broker
 * @param limitMails of the measurement of bare SMTP
 * @param recordings whether the services are profiled while the ceiling is measured
 * @param extra one of the longer runs instead of the usual phases
 * @param sender further variables of the sender's environment
 */
public record Workload(
        int warmUp,
        int posts,
        int connections,
        int rate,
        int seconds,
        int limitSeconds,
        int limitMails,
        boolean recordings,
        @Nullable Extra extra,
        Map<String, String> sender) {
    /** Connections of the light load: enough that none is awaited. */
    static final int LIGHT_CONNECTIONS = 32;

    /** Notifications in one batch call. */
    static final int IN_A_BATCH = 500;

    /** Batch calls at the same time. */
    static final int BATCH_CONNECTIONS = 4;

    /** Connections of the bare SMTP client. */
    static final int SMTP_CONNECTIONS = 8;

    /** Connections of the sender to the far side. */
    int smtpConnections() {
        return Integer.parseInt(sender.getOrDefault("VESTNIK_SMTP_CONNECTIONS", "8"));
    }

    /** Never shares the caller's map. */
    public Workload {
        sender = Map.copyOf(sender);
    }
}
