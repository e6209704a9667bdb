package io.vestnik.api.config;

import io.vestnik.contract.Topology;
import java.util.stream.Stream;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The API's part of the broker: the exchanges, declared anew with each new connection. */
@Configuration(proxyBeanMethods = false)
class BrokerConfiguration {

    @Bean
    Declarables exchanges() {
        return new Declarables(
                Stream.of(Topology.SEND, Topology.RETRY, Topology.MANUAL)
                        .map(name -> new TopicExchange(name, true, false))
                        .toList());
    }
}
