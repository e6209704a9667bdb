package io.vestnik.vk;

import io.vestnik.contract.Channel;
import io.vestnik.delivery.http.HttpSettings;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How messages are sent.
 *
 * @param token of the community, with the right to send messages
 * @param api where VK's API is, without a slash at its end
 * @param perSecond calls in a second; VK allows a community's token 20
 * @param patience how long a message waits for its turn before it gives its place to others
 * @param connectTimeout how long a connection may take to come about
 * @param deadline how long one call may take; giving up means not knowing, so this is long
 */
@ConfigurationProperties("vestnik.vk")
record VkProperties(
        @DefaultValue("") String token,
        @DefaultValue("https://api.vk.com") URI api,
        @DefaultValue("20") int perSecond,
        @DefaultValue("3s") Duration patience,
        @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("60s") Duration deadline) {

    /**
     * An attempt may read some pages of a dialogue; RabbitMQ takes a message back after 30 minutes.
     */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(90);

    /** Refuses what cannot work, naming the variable, the limit, and anything but the token. */
    VkProperties {
        check(
                token.matches("[A-Za-z0-9._-]{20,400}"),
                "VESTNIK_VK_TOKEN must be the access token of a community; it "
                        + (token.isEmpty() ? "is not set" : "is something else"));
        check(perSecond >= 1, "VESTNIK_VK_PER_SECOND must be at least 1, not " + perSecond);
        check(patience.isPositive(), "vestnik.vk.patience must be longer than 0");
        new HttpSettings(api, token, connectTimeout, deadline).check(Channel.VK, LONGEST_CALL);
    }

    private static void check(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }

    /** The token goes into the body, never into an address. */
    HttpSettings http() {
        return new HttpSettings(api, token, connectTimeout, deadline);
    }

    /** All but the token. */
    @Override
    public String toString() {
        return api + ", " + perSecond + " per second";
    }
}
