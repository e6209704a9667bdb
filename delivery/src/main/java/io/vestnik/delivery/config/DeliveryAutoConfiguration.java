package io.vestnik.delivery.config;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vestnik.delivery.AllObservers;
import io.vestnik.delivery.AttemptLines;
import io.vestnik.delivery.AttemptObserver;
import io.vestnik.delivery.ChannelSender;
import io.vestnik.delivery.Contents;
import io.vestnik.delivery.DeliveryEngine;
import io.vestnik.delivery.history.AttemptLog;
import io.vestnik.delivery.jdbc.DatabaseClock;
import io.vestnik.delivery.jdbc.JdbcAttemptLog;
import io.vestnik.delivery.jdbc.JdbcContents;
import io.vestnik.delivery.jdbc.JdbcOrphans;
import io.vestnik.delivery.jdbc.PatientAttemptLog;
import io.vestnik.delivery.jdbc.SenderSession;
import io.vestnik.delivery.rabbit.ChannelConsumer;
import io.vestnik.delivery.repair.OrphanRepair;
import io.vestnik.delivery.retry.RetryPolicy;
import io.vestnik.delivery.retry.RetrySchedule;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Builds the engine around the application's {@link ChannelSender}. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration",
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
            "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnBean(ChannelSender.class)
@EnableConfigurationProperties({DeliveryProperties.class, RetryProperties.class})
@Import(ChannelConfiguration.class)
public class DeliveryAutoConfiguration {
    private static final Duration LOOK_FOR_ORPHANS_EVERY = Duration.ofSeconds(10);

    @Bean
    @ConditionalOnMissingBean
    Clock clock(DataSource dataSource) {
        return StartUp.waitFor("PostgreSQL", DataAccessException.class)
                .invoke(() -> DatabaseClock.correcting(Clock.systemUTC(), dataSource));
    }

    @Bean
    RetrySchedule retrySchedule(RetryProperties properties) {
        return properties.schedule();
    }

    /** Waits for the database, and for the schema, which the API brings. */
    @Bean(destroyMethod = "close")
    SenderSession senderSession(
            DataSource dataSource, DeliveryProperties properties, ChannelSender channel) {
        String sender = properties.sender().isBlank() ? hostName() : properties.sender();
        return StartUp.waitFor("PostgreSQL and its schema", DataAccessException.class)
                .invoke(() -> {
                    checkSchema(JdbcClient.create(dataSource));
                    return SenderSession.begin(dataSource, sender, channel.channel());
                });
    }

    /** The newest column that the engine needs; an older broker-api has not brought it. */
    private static void checkSchema(JdbcClient jdbc) {
        var _ = jdbc.sql("select channel from sender_session limit 0").query().listOfRows();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "sender";
        }
    }

    @Bean
    AttemptLog attemptLog(
            JdbcClient jdbc, TransactionTemplate transactions, SenderSession session, Clock clock) {
        return new PatientAttemptLog(new JdbcAttemptLog(jdbc, transactions, session, clock));
    }

    @Bean
    Contents contents(JdbcClient jdbc, JsonMapper json) {
        return new JdbcContents(jdbc, json);
    }

    @Bean
    AttemptObserver attemptLines() {
        return new AttemptLines();
    }

    @Bean
    @ConditionalOnBean(MeterRegistry.class)
    AttemptObserver attemptMetrics(MeterRegistry meters) {
        return new AttemptMetrics(meters);
    }

    @Bean
    ChannelConsumer channelConsumer(
            ChannelSender channel,
            AttemptLog history,
            Contents contents,
            RetrySchedule schedule,
            List<AttemptObserver> observers,
            RabbitTemplate template,
            JsonMapper json,
            DeliveryProperties properties,
            Clock clock) {
        // Consuming and publishing on one connection stops both when the broker blocks publishers.
        template.setUsePublisherConnection(true);
        return new ChannelConsumer(
                channel.channel(),
                schedule,
                template,
                json,
                properties.places(),
                properties.prefetch(),
                StartUp.waitFor("RabbitMQ", AmqpException.class),
                clock,
                publisher ->
                        new DeliveryEngine(
                                new DeliveryEngine.Parts(
                                        channel,
                                        history,
                                        contents,
                                        new RetryPolicy(schedule),
                                        publisher,
                                        new AllObservers(observers),
                                        schedule.rungs().first(),
                                        properties.concurrency(),
                                        clock)));
    }

    /** Begins with the others, when the queues are there. */
    @Bean(destroyMethod = "close")
    OrphanRepair orphanRepair(
            ChannelSender channel,
            ChannelConsumer consumer,
            JdbcClient jdbc,
            ObjectProvider<MeterRegistry> meters,
            Clock clock) {
        Counter republished =
                Counter.builder("vestnik.orphans.republished")
                        .description("Notifications whose message had vanished from the broker")
                        .tag("channel", channel.channel().word())
                        .register(meters.getIfAvailable(SimpleMeterRegistry::new));
        OrphanRepair repair =
                new OrphanRepair(
                        consumer.workQueues(),
                        new JdbcOrphans(jdbc, channel.channel(), clock),
                        republished::increment,
                        clock);
        repair.start(LOOK_FOR_ORPHANS_EVERY);
        return repair;
    }
}
