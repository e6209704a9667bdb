package io.vestnik.email;

import io.vestnik.contract.CarrierWatch;
import org.springframework.amqp.rabbit.connection.ConnectionNameStrategy;
import org.springframework.amqp.rabbit.connection.SimplePropertyValueConnectionNameStrategy;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** The service that delivers notifications by email. */
@SpringBootApplication
@EnableConfigurationProperties(SmtpProperties.class)
public class EmailSenderApplication {

    /** Starts the service. */
    public static void main(String[] arguments) {
        var _ = CarrierWatch.start();
        nameMailProviders();
        SpringApplication.run(EmailSenderApplication.class, arguments);
    }

    /**
     * Without these, Jakarta Mail searches every jar for its providers again for each part of each
     * message, which takes longer than sending it: see docs/decisions/0002-smtp-transport.md.
     */
    static void nameMailProviders() {
        System.setProperty(
                "jakarta.mail.util.StreamProvider",
                "org.eclipse.angus.mail.util.MailStreamProvider");
        System.setProperty(
                "jakarta.activation.spi.MailcapRegistryProvider",
                "org.eclipse.angus.activation.MailcapRegistryProviderImpl");
        System.setProperty(
                "jakarta.activation.spi.MimeTypeRegistryProvider",
                "org.eclipse.angus.activation.MimeTypeRegistryProviderImpl");
    }

    @Bean
    SmtpConnections smtpConnections(JavaMailSenderImpl mail, SmtpProperties settings) {
        return new SmtpConnections(Relay.of(mail, settings));
    }

    @Bean
    SmtpSender smtpSender(SmtpConnections connections, SmtpProperties settings) {
        return new SmtpSender(connections, settings);
    }

    /** Shows in the broker's management UI whose connection it is. */
    @Bean
    ConnectionNameStrategy rabbitConnectionName() {
        return new SimplePropertyValueConnectionNameStrategy("spring.application.name");
    }
}
