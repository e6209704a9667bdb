package io.vestnik.bench.fault;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;

/** Does something to the broker as its administrator. */
final class OnBroker {
    private OnBroker() {}

    @FunctionalInterface
    interface Work {
        void on(Channel rabbit) throws Exception;
    }

    static void run(Round round, Work work) throws Exception {
        try (Connection connection =
                        round.world().host().connectionFactory().newConnection("an operator");
                Channel channel = connection.createChannel()) {
            work.on(channel);
        }
    }
}
