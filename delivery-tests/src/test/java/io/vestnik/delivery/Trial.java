package io.vestnik.delivery;

import static org.awaitility.Awaitility.await;

import io.vestnik.delivery.LawlessClient.Offence;
import io.vestnik.testkit.PostgresDatabase;
import io.vestnik.testkit.RabbitBroker;
import io.vestnik.testkit.VirtualHost;
import io.vestnik.testkit.oracle.ClientLedger;
import io.vestnik.testkit.oracle.MailLedger;
import io.vestnik.testkit.oracle.Oracle;
import io.vestnik.testkit.oracle.Snapshot;
import io.vestnik.testkit.oracle.Terms;
import io.vestnik.testkit.oracle.Verdict;
import io.vestnik.testkit.smtp.ScriptedSmtpServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/** A small world of its own, in which senders come and go and the oracle has the last word. */
final class Trial implements AutoCloseable {
    /** The only wait of its senders. */
    static final String WAITS = "1s";

    static final String SEND = "email.send";
    static final String RETRY = "email.retry.1s";

    private static final List<String> MOVING = List.of(SEND, RETRY);
    private static final List<String> QUEUES =
            List.of(SEND, "email.send.high", "email.send.low", RETRY, "email.manual");
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** As long as nothing moves for so long, nothing will: the figures of queues are 2 s old. */
    private static final Duration STILL = Duration.ofSeconds(4);

    private final PostgresDatabase database = PostgresDatabase.migratedDatabase();
    private final VirtualHost broker;
    private final Supplier<CachingConnectionFactory> connections;
    private final ScriptedSmtpServer relay = ScriptedSmtpServer.start();
    private final List<MortalSender> senders = new ArrayList<>();
    private final Path path;
    private final ClientLedger ledger;
    private final PostedNotifications posted;
    private long open;

    Trial(Path path) {
        this(path, RabbitBroker.shared().createVirtualHost());
    }

    private Trial(Path path, VirtualHost broker) {
        this(path, broker, () -> RunningSender.connect(broker, broker.host(), broker.port()));
    }

    /**
     * On a broker that is reached in another way.
     *
     * @param connections of the senders that keep every rule
     */
    Trial(Path path, VirtualHost broker, Supplier<CachingConnectionFactory> connections) {
        this.path = path;
        this.broker = broker;
        this.connections = connections;
        ledger = ClientLedger.openAt(path, Clock.systemUTC());
        posted = new PostedNotifications(database, broker, ledger);
    }

    VirtualHost broker() {
        return broker;
    }

    ScriptedSmtpServer relay() {
        return relay;
    }

    PostedNotifications posted() {
        return posted;
    }

    /** Starts a sender that keeps every rule. */
    MortalSender startSender() {
        return startSender(Offence.NONE, Borders.open(), false);
    }

    MortalSender startSender(Offence offence, Borders borders, boolean holds) {
        var channel = new PlainMailSender("127.0.0.1", relay.port(), PATIENCE);
        var client = new LawlessClient(offence);
        var sender =
                new MortalSender(
                        offence == Offence.NONE && !holds
                                ? connections.get()
                                : RunningSender.connect(broker, client),
                        client,
                        database,
                        channel,
                        WAITS,
                        borders,
                        holds);
        senders.add(sender);
        return sender;
    }

    /** Waits until all have come to their end, or until it is clear that they never will. */
    void awaitQuiet() {
        awaitQuiet(LONGEST);
    }

    /** As the other, for a backlog that takes longer. */
    void awaitQuiet(Duration longest) {
        await().atMost(longest).during(STILL).until(this::standsStill);
    }

    /** Asked again and again: nothing has ended since the last time, and nothing is on its way. */
    private boolean standsStill() {
        long before = open;
        open = posted.count("queued", "retrying");
        return open == before && isEmpty();
    }

    private boolean isEmpty() {
        return MOVING.stream().allMatch(queue -> broker.depth(queue).total() == 0);
    }

    /** Stops the senders and judges what they have done. No mail has an excuse to come twice. */
    Verdict verdict() {
        stopSenders();
        return Oracle.judge(
                ClientLedger.read(path),
                MailLedger.of(relay),
                Snapshot.take(database.dataSource(), broker.connectionFactory(), QUEUES),
                new Terms(0, Duration.ofSeconds(60)));
    }

    /** One at a time: their threads are busy while they stop, and keep others from stopping. */
    private void stopSenders() {
        synchronized (Trial.class) {
            senders.forEach(MortalSender::close);
            senders.clear();
        }
    }

    @Override
    public void close() {
        stopSenders();
        relay.close();
        ledger.close();
        broker.close();
        database.close();
    }
}
