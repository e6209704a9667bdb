package io.vestnik.telegram;

import io.vestnik.contract.Channel;
import io.vestnik.delivery.http.HttpSettings;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How messages are sent.
 *
 * @param token of the bot, as BotFather gave it
 * @param api where the Bot API is, without a slash at its end
 * @param perSecond messages of the bot in a second; Telegram allows 30
 * @param perChatSecond messages to one chat in a second; Telegram allows 1
 * @param perGroupMinute messages to one group in a minute; Telegram allows 20
 * @param patience how long a message waits for its turn before it gives its place to others
 * @param connectTimeout how long a connection may take to come about
 * @param deadline how long one call may take; giving up means not knowing, so this is long
 */
@ConfigurationProperties("vestnik.telegram")
record TelegramProperties(
        @DefaultValue("") String token,
        @DefaultValue("https://api.telegram.org") URI api,
        @DefaultValue("30") int perSecond,
        @DefaultValue("1") int perChatSecond,
        @DefaultValue("20") int perGroupMinute,
        @DefaultValue("3s") Duration patience,
        @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("60s") Duration deadline) {

    /** An attempt makes three calls at most, and RabbitMQ takes a message back after 30 minutes. */
    private static final Duration LONGEST_CALL = Duration.ofMinutes(5);

    /** Refuses what cannot work, naming the variable, the limit, and anything but the token. */
    TelegramProperties {
        check(
                token.matches("[0-9]{3,20}:[A-Za-z0-9_-]{10,100}"),
                "VESTNIK_TELEGRAM_TOKEN must be the token that BotFather gave you, a number, a"
                        + " colon and some letters; it "
                        + (token.isEmpty() ? "is not set" : "is something else"));
        check(perSecond >= 1, "VESTNIK_TELEGRAM_PER_SECOND must be at least 1, not " + perSecond);
        check(
                perChatSecond >= 1,
                "vestnik.telegram.per-chat-second must be at least 1, not " + perChatSecond);
        check(
                perGroupMinute >= 1,
                "VESTNIK_TELEGRAM_PER_GROUP_MINUTE must be at least 1, not " + perGroupMinute);
        check(patience.isPositive(), "vestnik.telegram.patience must be longer than 0");
        new HttpSettings(api, token, connectTimeout, deadline)
                .check(Channel.TELEGRAM, LONGEST_CALL);
    }

    private static void check(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }

    HttpSettings http() {
        return new HttpSettings(api, token, connectTimeout, deadline);
    }

    /** All but the token. */
    @Override
    public String toString() {
        return api + ", " + perSecond + " per second";
    }
}
