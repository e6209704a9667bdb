package io.vestnik.delivery;

import io.vestnik.contract.Channel;
import io.vestnik.testkit.PostgresDatabase;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

/** A running sender that can be killed while it is about to send. */
final class MortalSender implements AutoCloseable {
    private final Semaphore aboutToSend = new Semaphore(0);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean dead;
    private final LawlessClient client;
    private final RunningSender sender;

    /**
     * @param holds whether its attempts stop before the first word to the far side
     */
    MortalSender(
            CachingConnectionFactory connections,
            LawlessClient client,
            PostgresDatabase database,
            ChannelSender channel,
            String waits,
            Borders borders,
            boolean holds) {
        this.client = client;
        sender =
                new RunningSender(
                        connections,
                        database.dataSource(database.emailSender()),
                        holds ? new Held(channel) : channel,
                        waits,
                        borders);
    }

    /** Waits until so many attempts are about to send. */
    void awaitHeld(int attempts) throws InterruptedException {
        aboutToSend.acquire(attempts);
    }

    /**
     * As {@code kill -9}: its neighbours lose it, and its threads never get any further. All of its
     * attempts must be held.
     */
    void kill() {
        dead = true;
        client.forbid();
        sender.vanish();
    }

    /** A dead one has nothing to stop: its virtual threads wait for nothing and are collected. */
    @Override
    public void close() {
        if (!dead) {
            released.countDown();
            sender.close();
        }
    }

    private final class Held implements ChannelSender {
        private final ChannelSender channel;

        Held(ChannelSender channel) {
            this.channel = channel;
        }

        @Override
        public Channel channel() {
            return channel.channel();
        }

        @Override
        public Outcome send(Delivery delivery, Handover handover) {
            aboutToSend.release();
            try {
                released.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return channel.send(delivery, handover);
        }
    }
}
