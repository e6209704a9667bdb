package io.vestnik.delivery;

import io.vestnik.contract.Channel;
import io.vestnik.delivery.jdbc.JdbcAttemptLog;
import io.vestnik.delivery.jdbc.JdbcContents;
import io.vestnik.delivery.jdbc.PatientAttemptLog;
import io.vestnik.delivery.jdbc.SenderSession;
import io.vestnik.delivery.rabbit.ChannelConsumer;
import io.vestnik.delivery.retry.RetryPolicy;
import io.vestnik.delivery.retry.RetrySchedule;
import io.vestnik.testkit.PostgresDatabase;
import io.vestnik.testkit.VirtualHost;
import java.time.Clock;
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
    private final CachingConnectionFactory connections;
    private final SenderSession session;
    private final ChannelConsumer consumer;
    private final RabbitTemplate template;

    RunningSender(
            VirtualHost broker, PostgresDatabase database, ChannelSender channel, String waits) {
        this(connect(broker), database.dataSource(database.emailSender()), channel, waits);
    }

    /** With neighbours that are reached in another way, such as over a bad line. */
    RunningSender(
            CachingConnectionFactory connections,
            DataSource dataSource,
            ChannelSender channel,
            String waits) {
        this.connections = connections;
        template = new RabbitTemplate(connections);
        template.setMandatory(true);
        template.setUsePublisherConnection(true);
        JdbcClient jdbc = JdbcClient.create(dataSource);
        session = SenderSession.begin(dataSource, "sender");
        var transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        RetrySchedule schedule = RetrySchedule.parse(waits);
        consumer =
                new ChannelConsumer(
                        Channel.EMAIL,
                        schedule,
                        template,
                        JsonMapper.shared(),
                        4,
                        4,
                        new RetryTemplate(),
                        publisher ->
                                new DeliveryEngine(
                                        new DeliveryEngine.Parts(
                                                channel,
                                                new PatientAttemptLog(
                                                        new JdbcAttemptLog(
                                                                jdbc,
                                                                transactions,
                                                                session,
                                                                Clock.systemUTC())),
                                                new JdbcContents(jdbc, JsonMapper.shared()),
                                                new RetryPolicy(schedule),
                                                publisher,
                                                new AttemptLines(),
                                                schedule.rungs().first(),
                                                Clock.systemUTC())));
        consumer.start();
    }

    private static CachingConnectionFactory connect(VirtualHost broker) {
        return connect(broker, broker.host(), broker.port());
    }

    /** Connects to a virtual host whose broker is to be found at this address. */
    static CachingConnectionFactory connect(VirtualHost broker, String host, int port) {
        var connections = new CachingConnectionFactory(host, port);
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

    /** Ends as a killed one does: the broker and the database lose it in the middle of its work. */
    void crash() {
        session.close();
        connections.destroy();
        // It would come back, which a dead one does not; and it may hang in an attempt.
        Thread.ofVirtual().start(consumer::stop);
    }

    @Override
    public void close() {
        consumer.stop();
        session.close();
        connections.destroy();
    }
}
