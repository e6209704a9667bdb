package io.vestnik.delivery;

import io.vestnik.contract.Channel;
import io.vestnik.delivery.channel.ChannelWatch;
import io.vestnik.delivery.channel.ProbeTimes;
import io.vestnik.delivery.jdbc.JdbcAttemptLog;
import io.vestnik.delivery.jdbc.JdbcChannelEvents;
import io.vestnik.delivery.jdbc.JdbcContents;
import io.vestnik.delivery.jdbc.JdbcHeldUp;
import io.vestnik.delivery.jdbc.JdbcPauses;
import io.vestnik.delivery.jdbc.PatientAttemptLog;
import io.vestnik.delivery.jdbc.SenderSession;
import io.vestnik.delivery.rabbit.ChannelConsumer;
import io.vestnik.delivery.retry.RetryPolicy;
import io.vestnik.delivery.retry.RetrySchedule;
import io.vestnik.testkit.PostgresDatabase;
import io.vestnik.testkit.VirtualHost;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory.ConfirmType;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The engine as a sender runs it, without an application around it. */
final class RunningSender implements AutoCloseable {
    private static final int PLACES = 4;

    private static final int RELEASE_PER_SECOND = 50;

    private final CachingConnectionFactory connections;
    private final SenderSession session;
    private final ChannelWatch watch;
    private final ChannelConsumer consumer;
    private final RabbitTemplate template;

    /** How often the far side is asked: often, so that a test need not wait. */
    private static final ProbeTimes IMPATIENT =
            new ProbeTimes(
                    Duration.ofMillis(200),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(4));

    RunningSender(
            VirtualHost broker, PostgresDatabase database, ChannelSender channel, String waits) {
        this(broker, database, channel, waits, PLACES);
    }

    /**
     * @param places attempts made at the same time
     */
    RunningSender(
            VirtualHost broker,
            PostgresDatabase database,
            ChannelSender channel,
            String waits,
            int places) {
        this(
                connect(broker),
                database.dataSource(database.emailSender()),
                channel,
                waits,
                places,
                Borders.open());
    }

    /** With neighbours that are reached in another way, such as over a bad line. */
    RunningSender(
            CachingConnectionFactory connections,
            DataSource dataSource,
            ChannelSender channel,
            String waits) {
        this(connections, dataSource, channel, waits, PLACES, Borders.open());
    }

    /** With something between it and its neighbours. */
    RunningSender(
            CachingConnectionFactory connections,
            DataSource dataSource,
            ChannelSender channel,
            String waits,
            Borders borders) {
        this(connections, dataSource, channel, waits, PLACES, borders);
    }

    private RunningSender(
            CachingConnectionFactory connections,
            DataSource dataSource,
            ChannelSender channel,
            String waits,
            int places,
            Borders borders) {
        this.connections = connections;
        template = new RabbitTemplate(connections);
        template.setMandatory(true);
        template.setUsePublisherConnection(true);
        JdbcClient jdbc = JdbcClient.create(dataSource);
        session = SenderSession.begin(dataSource, "sender", Channel.EMAIL);
        var transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        RetrySchedule schedule = RetrySchedule.parse(waits);
        watch =
                new ChannelWatch(
                        new ChannelWatch.Parts(
                                channel,
                                new JdbcPauses(jdbc, Channel.EMAIL, session),
                                new JdbcHeldUp(jdbc, Channel.EMAIL, session, Clock.systemUTC()),
                                new JdbcChannelEvents(jdbc, Channel.EMAIL, session),
                                IMPATIENT,
                                RELEASE_PER_SECOND,
                                _ -> {},
                                Clock.systemUTC()));
        AttemptObserver observer = new AllObservers(List.of(new AttemptLines(), watch));
        consumer =
                new ChannelConsumer(
                        Channel.EMAIL,
                        schedule,
                        template,
                        JsonMapper.shared(),
                        places,
                        4,
                        new RetryTemplate(),
                        Clock.systemUTC(),
                        publisher ->
                                new DeliveryEngine(
                                        new DeliveryEngine.Parts(
                                                channel,
                                                borders.history()
                                                        .apply(
                                                                new PatientAttemptLog(
                                                                        new JdbcAttemptLog(
                                                                                jdbc,
                                                                                transactions,
                                                                                session,
                                                                                Clock
                                                                                        .systemUTC()))),
                                                new JdbcContents(jdbc, JsonMapper.shared()),
                                                new RetryPolicy(schedule),
                                                borders.publisher().apply(publisher),
                                                observer,
                                                schedule.rungs().first(),
                                                places,
                                                Clock.systemUTC())));
        watch.start(consumer);
        consumer.start();
    }

    private static CachingConnectionFactory connect(VirtualHost broker) {
        return connect(broker, broker.host(), broker.port());
    }

    /** Connects to a virtual host whose broker is to be found at this address. */
    static CachingConnectionFactory connect(VirtualHost broker, String host, int port) {
        var connections = new CachingConnectionFactory(host, port);
        return identified(connections, broker);
    }

    /** Connects to a virtual host by a client of one's own. */
    static CachingConnectionFactory connect(
            VirtualHost broker, com.rabbitmq.client.ConnectionFactory client) {
        client.setAutomaticRecoveryEnabled(false);
        var connections = new CachingConnectionFactory(client);
        connections.setHost(broker.host());
        connections.setPort(broker.port());
        return identified(connections, broker);
    }

    private static CachingConnectionFactory identified(
            CachingConnectionFactory connections, VirtualHost broker) {
        connections.setUsername(broker.admin().user());
        connections.setPassword(broker.admin().password());
        connections.setVirtualHost(broker.name());
        connections.setPublisherConfirmType(ConfirmType.CORRELATED);
        connections.setPublisherReturns(true);
        return connections;
    }

    RabbitTemplate template() {
        return template;
    }

    /** Whether it takes nothing because its channel is paused. */
    boolean isPaused() {
        return !watch.pauses().isEmpty();
    }

    boolean isConsuming() {
        return consumer.isConsuming();
    }

    /** Ends as a killed one does: the broker and the database lose it in the middle of its work. */
    void crash() {
        watch.close();
        session.close();
        connections.destroy();
        // It would come back, which a dead one does not; and it may hang in an attempt.
        Thread.ofVirtual().start(consumer::stop);
    }

    /**
     * To its neighbours it is gone. It does not know, and tries to come back: who gave it its
     * connections must see to it that it cannot.
     */
    void vanish() {
        watch.close();
        session.close();
        connections.destroy();
    }

    @Override
    public void close() {
        watch.close();
        consumer.stop();
        session.close();
        connections.destroy();
    }
}
