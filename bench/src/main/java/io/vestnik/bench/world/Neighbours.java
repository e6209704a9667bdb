package io.vestnik.bench.world;

import com.rabbitmq.client.BuiltinExchangeType;
import io.vestnik.contract.Topology;
import io.vestnik.testkit.Login;
import io.vestnik.testkit.PostgresDatabase;
import io.vestnik.testkit.RabbitBroker;
import io.vestnik.testkit.VirtualHost;
import io.vestnik.testkit.smtp.ScriptedSmtpServer;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands around the services: broker, database and relay, with the rights that the product
 * gets in production.
 *
 * @param brokerIsOurs whether it may be stopped and killed
 * @param api who the API is to the broker
 * @param sender who the sender is to the broker
 */
record Neighbours(
        RabbitBroker broker,
        boolean brokerIsOurs,
        VirtualHost host,
        Login api,
        Login sender,
        PostgresDatabase database,
        ScriptedSmtpServer relay)
        implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Neighbours.class);
    private static final String OF_EMAIL = "^(vestnik\\.(send|retry|manual)|email\\..*)$";
    private static final String KEYS_OF_EMAIL = "^email\\..*";

    /** Starts them; a broker that somebody else runs is used as it is. */
    static Neighbours start(boolean ownBroker) {
        RabbitBroker broker = ownBroker ? RabbitBroker.own() : RabbitBroker.shared();
        VirtualHost host = broker.createVirtualHost();
        declareExchanges(host);
        return new Neighbours(
                broker,
                ownBroker,
                host,
                api(host),
                sender(host),
                PostgresDatabase.freshDatabase(),
                ScriptedSmtpServer.start());
    }

    /** Before the rights to them: RabbitMQ 4.3 refuses those for an exchange that is not there. */
    private static void declareExchanges(VirtualHost host) {
        try (var connection = host.connectionFactory().newConnection("exchanges");
                var channel = connection.createChannel()) {
            for (String exchange : new String[] {Topology.SEND, Topology.RETRY, Topology.MANUAL}) {
                channel.exchangeDeclare(exchange, BuiltinExchangeType.TOPIC, true);
            }
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Login api(VirtualHost host) {
        Login login =
                host.createUser(
                        "vestnik-api",
                        "^vestnik\\.(send|retry|manual)$",
                        "^vestnik\\.send$",
                        "^[a-z]+\\.manual$");
        host.permitTopic(login, Topology.SEND, "^[a-z]+\\.send(\\.(high|low))?$", "^$");
        return login;
    }

    private static Login sender(VirtualHost host) {
        Login login = host.createUser("vestnik-email", OF_EMAIL, OF_EMAIL, OF_EMAIL);
        for (String exchange : new String[] {Topology.SEND, Topology.RETRY, Topology.MANUAL}) {
            host.permitTopic(login, exchange, KEYS_OF_EMAIL, KEYS_OF_EMAIL);
        }
        return login;
    }

    @Override
    public void close() {
        relay.close();
        if (brokerIsOurs) {
            broker.close();
        } else {
            host.close();
        }
        dropDatabase();
    }

    /** When the JVM ends, its own server may have ended first, and the database with it. */
    private void dropDatabase() {
        try {
            database.close();
        } catch (IllegalStateException serverIsGone) {
            log.debug("The database was gone already", serverIsGone);
        }
    }
}
