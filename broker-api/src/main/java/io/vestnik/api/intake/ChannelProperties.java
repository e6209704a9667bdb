package io.vestnik.api.intake;

import io.vestnik.api.config.StartRefusedException;
import io.vestnik.contract.Channel;
import io.vestnik.contract.OnUncertain;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator settles for each channel.
 *
 * @param channels by the channel's name
 * @param senders names of the channels whose sender runs; others take no notifications
 */
@ConfigurationProperties("vestnik")
record ChannelProperties(
        @DefaultValue Map<String, Settings> channels, @DefaultValue("email") List<String> senders) {

    /**
     * The channels that somebody sends on.
     *
     * @throws StartRefusedException when one of them is none
     */
    Set<Channel> withSender() {
        Set<Channel> channels = EnumSet.noneOf(Channel.class);
        for (String name : senders) {
            channels.add(
                    Channel.of(name)
                            .orElseThrow(() ->
                                    new StartRefusedException(
                                            "VESTNIK_CHANNELS names a channel '%s', which does not exist."
                                                    .formatted(name),
                                            "Let it name some of %s, separated by commas."
                                                    .formatted(List.of(Channel.values())))));
        }
        return channels;
    }

    /**
     * The settings of one channel.
     *
     * @param onUncertain resend or hold, for requests that do not say
     */
    record Settings(@DefaultValue("resend") String onUncertain) {}

    /**
     * What to do by channel when nobody can say whether the far side took it.
     *
     * @throws StartRefusedException when a channel or a choice is none
     */
    Map<Channel, OnUncertain> onUncertain() {
        Map<Channel, OnUncertain> choices = new EnumMap<>(Channel.class);
        channels.forEach((name, settings) -> choices.put(channel(name), choice(name, settings)));
        return choices;
    }

    private static Channel channel(String name) {
        return Channel.of(name)
                .orElseThrow(() ->
                        new StartRefusedException(
                                "There are settings for a channel '%s', which does not exist."
                                        .formatted(name),
                                "Remove vestnik.channels.%s; the channels are %s."
                                        .formatted(name, List.of(Channel.values()))));
    }

    private static OnUncertain choice(String channel, Settings settings) {
        try {
            return OnUncertain.of(settings.onUncertain());
        } catch (IllegalArgumentException unknown) {
            throw new StartRefusedException(
                    "vestnik.channels.%s.on-uncertain is '%s', and it may be resend or hold."
                            .formatted(channel, settings.onUncertain()),
                    "Set VESTNIK_%s_ON_UNCERTAIN to resend or hold."
                            .formatted(channel.toUpperCase(Locale.ROOT)));
        }
    }
}
