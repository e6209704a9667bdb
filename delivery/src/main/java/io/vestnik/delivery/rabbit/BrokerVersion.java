package io.vestnik.delivery.rabbit;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.Connection;

/**
 * The broker's version, and whether it can keep the promise.
 *
 * @param text as the broker says it
 */
record BrokerVersion(int major, int minor, int patch, String text) {
    private static final Logger log = LoggerFactory.getLogger(BrokerVersion.class);
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+).*");

    /**
     * The version of the broker at the other end; a broker that names none is taken for a new one.
     */
    static BrokerVersion of(Connection connection) {
        com.rabbitmq.client.@Nullable Connection delegate = connection.getDelegate();
        Map<String, Object> properties =
                delegate == null ? Map.of() : delegate.getServerProperties();
        return parse(String.valueOf(properties.get("version")));
    }

    static BrokerVersion parse(String text) {
        Matcher matcher = VERSION.matcher(text);
        if (!matcher.matches()) {
            return new BrokerVersion(Integer.MAX_VALUE, 0, 0, text);
        }
        return new BrokerVersion(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                text);
    }

    /**
     * @throws UnfitBrokerException when it is older than 3.10, which brought time to live and
     *     at-least-once dead-lettering to quorum queues
     */
    void check() {
        if (major < 3 || (major == 3 && minor < 10)) {
            throw new UnfitBrokerException(
                    "RabbitMQ is "
                            + text
                            + ", and Vestnik needs 3.10 or newer: older ones lose"
                            + " messages on their way through the retry queues");
        }
        if (major == 4 && (minor < 3 || (minor == 3 && patch < 5))) {
            log.warn(
                    "RabbitMQ is {}; before 4.3.5, dead-lettering of 4.x may stop for good after"
                            + " changes of a cluster. Update it when you can",
                    text);
        }
    }
}
