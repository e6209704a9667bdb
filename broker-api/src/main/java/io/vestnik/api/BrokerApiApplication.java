package io.vestnik.api;

import io.vestnik.contract.CarrierWatch;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the broker API. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class BrokerApiApplication {

    /** Reads its settings from the environment; docs/operating.md lists them. */
    public static void main(String[] args) {
        var _ = CarrierWatch.start();
        SpringApplication.run(BrokerApiApplication.class, args);
    }
}
