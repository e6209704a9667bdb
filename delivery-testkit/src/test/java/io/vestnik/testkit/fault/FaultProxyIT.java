package io.vestnik.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import io.vestnik.testkit.PostgresDatabase;
import io.vestnik.testkit.RabbitBroker;
import io.vestnik.testkit.VirtualHost;
import io.vestnik.testkit.smtp.ScriptedSmtpServer;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The patterns of the wire, tried on the real protocols: done, and the answer lost; or not done.
 */
class FaultProxyIT {
    private static final String QUEUE = "told";
    private static final int LIMIT_MILLIS = 3_000;

    private static PostgresDatabase database;
    private static VirtualHost broker;

    @BeforeAll
    static void start() {
        database = PostgresDatabase.freshDatabase();
        broker = RabbitBroker.shared().createVirtualHost();
    }

    @AfterAll
    static void stop() {
        broker.close();
        database.close();
    }

    private static FaultProxy lineToDatabase() {
        PGSimpleDataSource address = new PGSimpleDataSource();
        address.setURL(database.jdbcUrl());
        return FaultProxy.inFrontOf(address.getServerNames()[0], address.getPortNumbers()[0], 1);
    }

    private static void commitTable(FaultProxy line, String table) throws SQLException {
        String url =
                "jdbc:postgresql://%s:%d/%s?prepareThreshold=0"
                        .formatted(line.host(), line.port(), database.name());
        var login = database.superuser();
        try (var connection = DriverManager.getConnection(url, login.user(), login.password())) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("create table " + table + " (id int)");
            connection.commit();
        }
    }

    private static boolean exists(String table) {
        return JdbcClient.create(database.dataSource())
                .sql("select to_regclass(?) is not null")
                .param(table)
                .query(Boolean.class)
                .single();
    }

    @Test
    void aCommitIsDoneAndItsAnswerLost() {
        try (FaultProxy line = lineToDatabase()) {
            line.arm(1, Fault.RESET, WirePatterns.POSTGRES_COMMIT);

            assertThatThrownBy(() -> commitTable(line, "done")).isInstanceOf(SQLException.class);

            await().until(() -> exists("done"));
            assertThat(line.incidents()).hasSize(1);
        }
    }

    @Test
    void aCommitNeverArrives() {
        try (FaultProxy line = lineToDatabase()) {
            line.armBefore(1, Fault.CLOSE, WirePatterns.POSTGRES_COMMIT);

            assertThatThrownBy(() -> commitTable(line, "undone")).isInstanceOf(SQLException.class);

            await().during(Duration.ofMillis(300)).until(() -> !exists("undone"));
        }
    }

    private static FaultProxy lineToBroker() {
        return FaultProxy.inFrontOf(broker.host(), broker.port(), 1);
    }

    private static Connection connect(FaultProxy line) throws Exception {
        ConnectionFactory factory = broker.connectionFactory();
        factory.setHost(line.host());
        factory.setPort(line.port());
        // In a connection that hangs the client waits for its second heartbeat.
        factory.setRequestedHeartbeat(1);
        Connection connection = factory.newConnection();
        try (Channel channel = connection.createChannel()) {
            channel.queueDeclare(QUEUE, true, false, false, Map.of("x-queue-type", "quorum"));
            channel.queuePurge(QUEUE);
        }
        return connection;
    }

    private static Channel publish(Connection connection) throws Exception {
        Channel channel = connection.createChannel();
        channel.confirmSelect();
        channel.basicPublish("", QUEUE, MessageProperties.PERSISTENT_BASIC, new byte[100_000]);
        channel.waitForConfirmsOrDie(LIMIT_MILLIS);
        return channel;
    }

    @Test
    void aMessageIsTakenAndItsConfirmLost() throws Exception {
        for (Fault fault : Fault.values()) {
            try (FaultProxy line = lineToBroker()) {
                Connection connection = connect(line);
                line.arm(1, fault, WirePatterns.AMQP_PUBLISH);

                assertThatThrownBy(() -> publish(connection))
                        .isInstanceOfAny(
                                java.io.IOException.class,
                                TimeoutException.class,
                                com.rabbitmq.client.AlreadyClosedException.class,
                                com.rabbitmq.client.ShutdownSignalException.class);

                await().untilAsserted(
                                () -> assertThat(broker.ready(QUEUE)).as("%s", fault).isOne());
                connection.abort(100);
            }
        }
    }

    @Test
    void anAcknowledgementNeverArrives() throws Exception {
        try (FaultProxy line = lineToBroker()) {
            Connection connection = connect(line);
            line.armBefore(1, Fault.RESET, WirePatterns.AMQP_ACK);
            Channel channel = publish(connection);
            GetResponse message = null;
            while (message == null) {
                message = channel.basicGet(QUEUE, false);
            }

            channel.basicAck(message.getEnvelope().getDeliveryTag(), false);

            await().untilAsserted(() -> assertThat(broker.ready(QUEUE)).isOne());
            assertThat(line.incidents()).hasSize(1);
        }
    }

    @Test
    void aMailIsTakenAndItsAnswerLost() throws Exception {
        try (ScriptedSmtpServer relay = ScriptedSmtpServer.start();
                FaultProxy line = FaultProxy.inFrontOf("127.0.0.1", relay.port(), 1)) {
            line.arm(1, Fault.RESET, WirePatterns.SMTP_FINAL_DOT);
            assertThatThrownBy(() -> send(line)).isInstanceOf(MessagingException.class);
            assertThat(relay.keptMails()).hasSize(1);

            line.armBefore(1, Fault.HANG, WirePatterns.SMTP_FINAL_DOT);
            assertThatThrownBy(() -> send(line)).isInstanceOf(MessagingException.class);
            assertThat(relay.keptMails()).hasSize(1);

            send(line);
            assertThat(relay.keptMails()).hasSize(2);
        }
    }

    private static void send(FaultProxy line) throws MessagingException {
        Properties settings = new Properties();
        settings.put("mail.smtp.host", line.host());
        settings.put("mail.smtp.port", line.port());
        settings.put("mail.smtp.timeout", "1000");
        MimeMessage message = new MimeMessage(Session.getInstance(settings));
        message.setFrom("shop@example.com");
        message.setText("text");
        message.setRecipient(
                jakarta.mail.Message.RecipientType.TO, new InternetAddress("ann@example.com"));
        Transport.send(message);
    }
}
