package io.vestnik.doctor.rabbit;

import io.vestnik.contract.Channel;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where RabbitMQ is, and how it is to be.
 *
 * @param management address of its management API, without a path
 * @param user an administrator
 * @param apiUser who broker-api logs in as
 * @param senderUsers who the sender of each channel that is used logs in as
 * @param waits the retry waits of the services
 * @param consumerTimeout the node's own setting in ms, {@code infinity}, or null when nobody could
 *     read it
 * @param deadLetterTimeout the node's {@code dead_letter_worker_publisher_confirm_timeout} in ms,
 *     or null when nobody could read it
 */
public record RabbitSettings(
        URI management,
        String user,
        String password,
        String virtualHost,
        String apiUser,
        Map<Channel, String> senderUsers,
        List<Duration> waits,
        @Nullable String consumerTimeout,
        @Nullable String deadLetterTimeout) {

    /** The channels that are used. */
    Set<Channel> channels() {
        return senderUsers.keySet();
    }

    @Override
    public String toString() {
        return user + " at " + management;
    }
}
