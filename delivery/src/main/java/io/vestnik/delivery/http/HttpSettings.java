package io.vestnik.delivery.http;

import io.vestnik.contract.Channel;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Where a far side is, and how long one call to it may take.
 *
 * @param base without a slash at its end
 * @param secret takes the place of {@link FarSideHttp#SECRET} in an address, below everything that
 *     logs or measures addresses; never shown
 * @param connectTimeout until a connection has come about
 * @param deadline for the whole call, however slowly the far side keeps talking
 */
public record HttpSettings(URI base, String secret, Duration connectTimeout, Duration deadline) {
    private static final Pattern BASE = Pattern.compile("https?://[^/?#]+(/[^?#]*[^/?#])?");

    /**
     * Refuses what somebody has set and what cannot work.
     *
     * @param longest deadline that leaves an attempt enough of the 30 minutes after which RabbitMQ
     *     takes a message back, however many calls it makes
     * @throws IllegalArgumentException that names the setting
     */
    public void check(Channel channel, Duration longest) {
        String prefix = "vestnik." + channel.word();
        require(
                BASE.matcher(base.toString()).matches(),
                "VESTNIK_"
                        + channel.name()
                        + "_API must be an http address without a slash at its end, not "
                        + base);
        require(connectTimeout.isPositive(), prefix + ".connect-timeout must be longer than 0");
        require(
                connectTimeout.compareTo(deadline) < 0 && deadline.compareTo(longest) <= 0,
                prefix
                        + ".deadline must be longer than connect-timeout and at most "
                        + longest.toSeconds()
                        + " s, not "
                        + deadline);
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }

    @Override
    public String toString() {
        return base + " within " + deadline;
    }
}
