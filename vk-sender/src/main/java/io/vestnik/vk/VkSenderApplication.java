package io.vestnik.vk;

import io.vestnik.contract.CarrierWatch;
import org.springframework.amqp.rabbit.connection.ConnectionNameStrategy;
import org.springframework.amqp.rabbit.connection.SimplePropertyValueConnectionNameStrategy;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The service that delivers notifications by VK. */
@SpringBootApplication
@EnableConfigurationProperties(VkProperties.class)
public class VkSenderApplication {

    /** Starts the service. */
    public static void main(String[] arguments) {
        var _ = CarrierWatch.start();
        SpringApplication.run(VkSenderApplication.class, arguments);
    }

    @Bean
    VkSender vkSender(VkProperties settings) {
        return new VkSender(settings, System::nanoTime);
    }

    /** Shows in the broker's management UI whose connection it is. */
    @Bean
    ConnectionNameStrategy rabbitConnectionName() {
        return new SimplePropertyValueConnectionNameStrategy("spring.application.name");
    }
}
