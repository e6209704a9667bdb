package io.vestnik.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The settings as an operator gives them, through application.yaml. */
class SmtpPropertiesTest {
    private final ApplicationContextRunner application =
            new ApplicationContextRunner()
                    .withInitializer(new ConfigDataApplicationContextInitializer())
                    .withUserConfiguration(Settings.class);

    @EnableConfigurationProperties(SmtpProperties.class)
    static class Settings {}

    @Test
    void aSenderAddressIsEnough() {
        application
                .withPropertyValues("VESTNIK_SMTP_FROM=shop@пример.рф")
                .run(context -> {
                    SmtpProperties settings = context.getBean(SmtpProperties.class);
                    assertThat(settings.sender()).hasToString("shop@xn--e1afmkfd.xn--p1ai");
                    assertThat(settings.tls()).isEqualTo(SmtpProperties.Tls.STARTTLS);
                    assertThat(settings.connections()).isEqualTo(8);
                    assertThat(settings.finalReplyTimeout()).isEqualTo(Duration.ofMinutes(5));
                });
    }

    @Test
    void theNumberOfConnectionsIsTheNumberOfAttemptsAtOnce() {
        application
                .withPropertyValues(
                        "VESTNIK_SMTP_FROM=shop@example.com",
                        "VESTNIK_SMTP_CONNECTIONS=3",
                        "VESTNIK_SMTP_TLS=implicit",
                        "VESTNIK_SMTP_HOST=mail.example.com",
                        "VESTNIK_SMTP_PORT=465")
                .run(context -> {
                    SmtpProperties settings = context.getBean(SmtpProperties.class);
                    assertThat(settings.connections()).isEqualTo(3);
                    assertThat(settings.tls()).isEqualTo(SmtpProperties.Tls.IMPLICIT);
                    var environment = context.getEnvironment();
                    assertThat(environment.getProperty("vestnik.delivery.concurrency"))
                            .isEqualTo("3");
                    assertThat(environment.getProperty("spring.mail.host"))
                            .isEqualTo("mail.example.com");
                    assertThat(environment.getProperty("spring.mail.port")).isEqualTo("465");
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VESTNIK_SMTP_FROM=|VESTNIK_SMTP_FROM must be the address that mail comes from,"
                        + " like shop@example.com; it is ''",
                "VESTNIK_SMTP_FROM=shop|it is 'shop', which must be one address",
                "VESTNIK_SMTP_FROM=Shop <shop@example.com>|it is 'Shop <shop@example.com>'",
                "VESTNIK_SMTP_CONNECTIONS=0|VESTNIK_SMTP_CONNECTIONS must be at least 1, not 0",
                "VESTNIK_SMTP_TLS=sometimes|sometimes",
                "vestnik.smtp.messages-per-connection=0|must be at least 1, not 0",
                "vestnik.smtp.idle-limit=0s|vestnik.smtp.idle-limit must be longer than 0",
                "vestnik.smtp.deadline=-1s|vestnik.smtp.deadline must be longer than 0",
                "vestnik.smtp.final-reply-timeout=20m|must stay within 20 minutes together"
            })
    void aSettingThatCannotWorkStopsTheStart(String setting, String sentence) {
        application
                .withPropertyValues("VESTNIK_SMTP_FROM=shop@example.com", setting)
                .run(context ->
                        assertThat(context)
                                .getFailure()
                                .rootCause()
                                .hasMessageContaining(sentence));
    }
}
