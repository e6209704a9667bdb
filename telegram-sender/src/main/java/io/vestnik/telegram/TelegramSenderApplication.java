package io.vestnik.telegram;

import io.vestnik.contract.CarrierWatch;
import org.springframework.amqp.rabbit.connection.ConnectionNameStrategy;
import org.springframework.amqp.rabbit.connection.SimplePropertyValueConnectionNameStrategy;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The service that delivers notifications by Telegram. */
@SpringBootApplication
@EnableConfigurationProperties(TelegramProperties.class)
public class TelegramSenderApplication {

    /** Starts the service. */
    public static void main(String[] arguments) {
        var _ = CarrierWatch.start();
        SpringApplication.run(TelegramSenderApplication.class, arguments);
    }

    @Bean
    TelegramSender telegramSender(TelegramProperties settings) {
        return new TelegramSender(settings, System::nanoTime);
    }

    /** Shows in the broker's management UI whose connection it is. */
    @Bean
    ConnectionNameStrategy rabbitConnectionName() {
        return new SimplePropertyValueConnectionNameStrategy("spring.application.name");
    }
}
