package io.vestnik.delivery.config;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vestnik.contract.Channel;
import io.vestnik.delivery.ChannelSender;
import io.vestnik.delivery.channel.ChannelWatch;
import io.vestnik.delivery.channel.Pause;
import io.vestnik.delivery.channel.ProbeTimes;
import io.vestnik.delivery.jdbc.JdbcChannelEvents;
import io.vestnik.delivery.jdbc.JdbcHeldUp;
import io.vestnik.delivery.jdbc.JdbcPauses;
import io.vestnik.delivery.jdbc.SenderSession;
import io.vestnik.delivery.rabbit.ChannelConsumer;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Watches the channel as a whole, and shows what holds it. */
@Configuration(proxyBeanMethods = false)
class ChannelConfiguration {
    @Bean(destroyMethod = "close")
    ChannelWatch channelWatch(
            ChannelSender channel,
            JdbcClient jdbc,
            SenderSession session,
            DeliveryProperties properties,
            ObjectProvider<MeterRegistry> registry,
            Clock clock) {
        Channel name = channel.channel();
        MeterRegistry meters = registry.getIfAvailable(SimpleMeterRegistry::new);
        Counter released =
                Counter.builder("vestnik.notifications.released")
                        .description("Notifications that went on when their far side was back")
                        .tag("channel", name.word())
                        .register(meters);
        ChannelWatch watch =
                new ChannelWatch(
                        new ChannelWatch.Parts(
                                channel,
                                new JdbcPauses(jdbc, name, session),
                                new JdbcHeldUp(jdbc, name, session, clock),
                                new JdbcChannelEvents(jdbc, name, session),
                                ProbeTimes.USUAL,
                                properties.releasePerSecond(),
                                released::increment,
                                clock));
        for (Pause.Cause cause : Pause.Cause.values()) {
            Gauge.builder("vestnik.channel.paused", watch, w -> w.isPausedFor(cause) ? 1 : 0)
                    .description("1 while the channel is paused for this cause")
                    .tag("channel", name.word())
                    .tag("cause", cause.word())
                    .register(meters);
        }
        return watch;
    }

    /** Before the consumer starts, so that a channel that is paused takes nothing at all. */
    @Bean
    SmartInitializingSingleton channelWatchStart(ChannelWatch watch, ChannelConsumer consumer) {
        return () -> watch.start(consumer);
    }

    /**
     * Part of readiness: a sender that takes no messages is not ready, however alive; unless that
     * is what somebody wants.
     */
    @Bean
    HealthIndicator consumerHealthIndicator(ChannelConsumer consumer, ChannelWatch watch) {
        return () -> {
            var pauses = watch.pauses();
            if (pauses.isEmpty()) {
                return (consumer.isConsuming() ? Health.up() : Health.down()).build();
            }
            Health.Builder paused = Health.up();
            pauses.forEach(
                    pause -> paused.withDetail("paused, " + pause.cause().word(), pause.reason()));
            return paused.build();
        };
    }
}
